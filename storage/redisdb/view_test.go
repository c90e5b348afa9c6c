package redisdb

import "testing"

func TestSuccessor(t *testing.T) {
	for prefix, want := range map[string]string{
		"": "", "a": "b", "vote:": "vote;", "a\xff\xff": "b", "\xff": "", "\uFFFD": "\xef\xbf\xbe", "a\x7f": "a\x80",
	} {
		if got := successor(prefix); got != want {
			t.Errorf("after %q comes %q, want %q", prefix, got, want)
		}
	}
}
