"""Places: a gazetteer of countries, divisions and towns that ships with the package."""

from wiredesk.places.gazetteer import Gazetteer, PackedGazetteer, Resolved, load_gazetteer
from wiredesk.places.packed import PlaceKind

__all__ = ["Gazetteer", "PackedGazetteer", "PlaceKind", "Resolved", "load_gazetteer"]
