"""Many reports, one record: is it the same story, incident, entity, and what do the reports say side by side?"""
