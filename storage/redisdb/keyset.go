package redisdb

import "echowall/storage"

// keySet is some keys in the order in which they came, each once. The zero value is empty.
type keySet struct {
	all []storage.Key
	has map[storage.Key]struct{}
}

// add adds keys as long as there are fewer than limit.
func (s *keySet) add(limit int, keys ...storage.Key) {
	for _, key := range keys {
		if len(s.all) >= limit {
			return
		}
		if _, ok := s.has[key]; ok {
			continue
		}
		if s.has == nil {
			s.has = make(map[storage.Key]struct{}, maxHot)
		}
		s.has[key] = struct{}{}
		s.all = append(s.all, key)
	}
}
