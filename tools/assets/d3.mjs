// The parts of d3 and topojson that the pictures of the desk use, as one module.
export { bin, extent, group, max, min, rollup } from "d3-array";
export { axisBottom, axisLeft } from "d3-axis";
export { brushX } from "d3-brush";
export { drag } from "d3-drag";
export { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
export { geoBounds, geoDistance, geoEqualEarth, geoGraticule10, geoMercator, geoPath } from "d3-geo";
export { scaleBand, scaleLinear, scalePoint, scaleSqrt, scaleUtc } from "d3-scale";
export { pointer, select, selectAll } from "d3-selection";
export { area, curveMonotoneX, line } from "d3-shape";
export { utcDay, utcMonday, utcMonth, utcWeek, utcYear } from "d3-time";
export { utcFormat, utcParse } from "d3-time-format";
export { zoom, zoomIdentity } from "d3-zoom";
export { feature, mesh } from "topojson-client";
