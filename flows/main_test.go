package flows_test

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain holds all tests to leaving no goroutine behind.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
