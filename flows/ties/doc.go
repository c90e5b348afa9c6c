// Package ties is how communities have to do with one another: ties above, below and beside, cases referred and
// deliberated together, and the dispatches by which they tell one another. Nothing is committed together; each decides
// by itself what comes of what it is told.
package ties
