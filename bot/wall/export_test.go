package wall

// FromRightToLeft has every language written from right to left, for tests: no language of the catalogue is.
func (w *Wall) FromRightToLeft() { w.direction = func(string) string { return "rtl" } }
