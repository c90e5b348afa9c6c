package cache

import "echowall/storage"

// KeySet is some keys in the order in which they came, each once. The zero value is empty.
type KeySet struct {
	All []storage.Key // not to be changed
	has map[storage.Key]struct{}
}

// Add adds keys as long as there are fewer than limit.
func (s *KeySet) Add(limit int, keys ...storage.Key) {
	for _, key := range keys {
		if len(s.All) >= limit {
			return
		}
		if _, ok := s.has[key]; ok {
			continue
		}
		if s.has == nil {
			s.has = make(map[storage.Key]struct{}, MaxHot)
		}
		s.has[key] = struct{}{}
		s.All = append(s.All, key)
	}
}
