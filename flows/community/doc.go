// Package community puts the tables together: the stages, verbs and events that the subjects bring, and which thing of
// a community the clock asks next. What it gives, Decide, Apply, Announce, Tick and Wake, is all pure; the engine in
// package flows calls it, and tests that play a whole community do. It holds no rule of its own.
package community
