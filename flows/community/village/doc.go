// Package village is a community for tests: a cast of people with their offices, a store, a journal and a clock in
// memory, the roads that bring a case into each stage, and the questions a test asks of what was said and kept. Every
// step is checked for what holds always: only events write. It is no part of the program and holds no rule; the tests
// of the subjects call it, and those that play a whole community.
package village
