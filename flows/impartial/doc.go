// Package impartial keeps one person from being the whole government: which offices nobody holds beside each other, and
// who has no say in a case because it is their own. Both are rules of the procedure, on unless it says otherwise. The
// subjects in which somebody judges or is appointed call it; what is judged there is their business.
package impartial
