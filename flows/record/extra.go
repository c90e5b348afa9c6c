package record

// Extra is a record that the engine keeps beside the domain's, under a key of its own that begins with "x:".
func Extra[T any](s *Records, key string) *T { return Get[T](s.Cache, key) }

// SetExtra keeps such a record.
func SetExtra[T any](s *Records, key string, v *T) { Put(s.Cache, key, v) }

// DropExtra deletes such a record.
func DropExtra(s *Records, key string) { Remove(s.Cache, key) }

// DropExtras deletes all such records under a prefix.
func DropExtras(s *Records, prefix string) {
	for _, key := range s.keys(prefix) {
		if value, _, _ := s.find(key); value != nil {
			Remove(s.Cache, key)
		}
	}
}

// AtHand tells whether it is known who a user of Telegram is here, or that nobody knows.
func AtHand(s *Records, user int64) bool {
	_, _, known := s.look(userKey(user))
	return known
}
