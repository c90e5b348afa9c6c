// Package intake is how a matter comes in: it is raised, supported, reworded and withdrawn, entered by the office for
// somebody at the door, recognised as one that has come back, and reopened. Whether it is deliberated is decided in
// package screening.
package intake
