// Package personnel is who belongs to a community and in which role: persons who join, are appointed, dismissed and
// erased, and the codes by which they come. It says what happened and how it is told; who may bring it about is decided
// in package office and where matters are entered for somebody else. It stands below all subjects, for each of them may
// meet somebody new.
package personnel
