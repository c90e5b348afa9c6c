package life

import ()

// Founding is what a new community is told of itself.
type Founding struct{ Name, Method, Language, Zone string }
