// Package open311 holds the elements of Open311 GeoReport v2 (http://wiki.open311.org/GeoReport_v2), as XML and JSON
// name them, writes them in the format that an address ends in, and reads a filing of another system into the text of a
// case. Package wall fills and serves them.
package open311
