package storagetest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"echowall/storage"
)

func directoryCases() []testCase {
	return []testCase{
		{"look and assign", directoryAssign},
		{"claim holds the first value", directoryClaim},
		{"one of many claims wins", directoryRace},
		{"sets", directorySets},
		{"spaces do not mix", directorySpaces},
		{"names of any kind", directoryNames},
		{"it is no community", directoryApart},
		{"entries of a space", directoryEntries},
		{"more entries than fit on a page", directoryManyEntries},
		{"entries end with an error", directoryEntriesEnd},
	}
}

func (s *subject) look(space storage.Space, key string) string {
	s.t.Helper()
	got, err := s.Look(s.ctx, space, key)
	s.ok(err)
	return got
}

func (s *subject) claim(space storage.Space, key, value string) string {
	s.t.Helper()
	got, err := s.Claim(s.ctx, space, key, value)
	s.ok(err)
	return got
}

func (s *subject) members(space storage.Space, key string) []string {
	s.t.Helper()
	got, err := s.Members(s.ctx, space, key)
	s.ok(err)
	return append([]string(nil), got...)
}

// entries lists a space, each once, values before members.
func (s *subject) entries(space storage.Space) []storage.DirectoryEntry {
	s.t.Helper()
	var all []storage.DirectoryEntry
	s.ok(s.Entries(s.ctx, space, func(e storage.DirectoryEntry) error {
		all = append(all, e)
		return nil
	}))
	slices.SortFunc(all, func(a, b storage.DirectoryEntry) int {
		if a.Member != b.Member {
			return map[bool]int{false: -1, true: 1}[a.Member]
		}
		return cmp.Or(strings.Compare(a.Key, b.Key), strings.Compare(a.Value, b.Value))
	})
	return slices.Compact(all)
}

func directoryAssign(s *subject) {
	s.same("unknown", "", s.look(storage.Chats, "-100"))
	s.ok(s.Assign(s.ctx, storage.Chats, "-100", "village"))
	s.same("assigned", "village", s.look(storage.Chats, "-100"))
	s.ok(s.Assign(s.ctx, storage.Chats, "-100", "town"))
	s.same("assigned again", "town", s.look(storage.Chats, "-100"))
	s.ok(s.Assign(s.ctx, storage.Chats, "-100", ""))
	s.ok(s.Assign(s.ctx, storage.Chats, "never there", ""))
	s.same("removed", "", s.look(storage.Chats, "-100"))
}

func directoryClaim(s *subject) {
	s.same("first", "village", s.claim(storage.Chats, "-100", "village"))
	s.same("second", "village", s.claim(storage.Chats, "-100", "town"))
	s.same("looked up", "village", s.look(storage.Chats, "-100"))
	s.ok(s.Assign(s.ctx, storage.Chats, "-100", ""))
	s.same("after it was removed", "town", s.claim(storage.Chats, "-100", "town"))
}

func directoryRace(s *subject) {
	const claimants = 16
	got := make([]string, claimants)
	var wg sync.WaitGroup
	for i := range claimants {
		wg.Go(func() {
			var err error
			if got[i], err = s.Claim(s.ctx, storage.Codes, "code", fmt.Sprint("claimant ", i)); err != nil {
				s.t.Error(err)
			}
		})
	}
	wg.Wait()
	holder := s.look(storage.Codes, "code")
	for i, g := range got {
		if g != holder {
			s.t.Errorf("claimant %d was told %q, but %q holds", i, g, holder)
		}
	}
}

func directorySets(s *subject) {
	s.same("unknown", []string(nil), s.members(storage.Users, "40"))
	for _, member := range []string{"town", "village", "hamlet", "town"} {
		s.ok(s.Include(s.ctx, storage.Users, "40", member))
	}
	s.ok(s.Include(s.ctx, storage.Users, "4", "of another"))
	s.same("members", []string{"hamlet", "town", "village"}, s.members(storage.Users, "40"))
	s.ok(s.Exclude(s.ctx, storage.Users, "40", "town"))
	s.ok(s.Exclude(s.ctx, storage.Users, "40", "never there"))
	s.same("members", []string{"hamlet", "village"}, s.members(storage.Users, "40"))
	s.ok(s.Exclude(s.ctx, storage.Users, "40", "hamlet"))
	s.ok(s.Exclude(s.ctx, storage.Users, "40", "village"))
	s.same("members", []string(nil), s.members(storage.Users, "40"))
}

func directorySpaces(s *subject) {
	s.ok(s.Assign(s.ctx, storage.Chats, "1", "chat"))
	s.ok(s.Assign(s.ctx, storage.Codes, "1", "code"))
	s.ok(s.Include(s.ctx, storage.Users, "1", "user"))
	s.ok(s.Include(s.ctx, storage.Chats, "1", "set beside a value"))
	s.same("chat", "chat", s.look(storage.Chats, "1"))
	s.same("code", "code", s.look(storage.Codes, "1"))
	s.same("pick", "", s.look(storage.Picks, "1"))
	s.same("user", "", s.look(storage.Users, "1"))
	s.same("users", []string{"user"}, s.members(storage.Users, "1"))
	s.same("chats", []string{"set beside a value"}, s.members(storage.Chats, "1"))
	s.same("codes", []string(nil), s.members(storage.Codes, "1"))
}

func directoryNames(s *subject) {
	for i, key := range []string{"a", "a:b", "a\x00b", "村", "{x}", "b:"} {
		s.ok(s.Assign(s.ctx, storage.Bot, key, fmt.Sprint("value ", i)))
		s.ok(s.Include(s.ctx, storage.Bot, key, "c:"+key))
		s.same("value", fmt.Sprint("value ", i), s.look(storage.Bot, key))
		s.same("members", []string{"c:" + key}, s.members(storage.Bot, key))
	}
	s.same("first value", "value 0", s.look(storage.Bot, "a"))
}

func directoryApart(s *subject) {
	s.ok(s.Assign(s.ctx, storage.Chats, "-100", "village"))
	s.same("communities", []storage.ID(nil), s.communities("", 10))
}

func directoryEntries(s *subject) {
	s.same("none", []storage.DirectoryEntry(nil), s.entries(storage.Chats))
	s.ok(s.Assign(s.ctx, storage.Chats, "-100", "village"))
	s.ok(s.Assign(s.ctx, storage.Chats, "-1001", "a:b"))
	s.ok(s.Assign(s.ctx, storage.Chats, "*", "\xff\x00"))
	s.ok(s.Assign(s.ctx, storage.Chats, "gone", "village"))
	s.ok(s.Assign(s.ctx, storage.Chats, "gone", ""))
	s.ok(s.Include(s.ctx, storage.Chats, "-100", "town"))
	s.ok(s.Include(s.ctx, storage.Chats, "-100", "hamlet"))
	s.ok(s.Include(s.ctx, storage.Chats, "a:b", "c:d"))
	s.ok(s.Assign(s.ctx, "chats", "1", "a space that begins alike"))
	s.ok(s.Assign(s.ctx, storage.Codes, "1", "code"))
	s.same("chats", []storage.DirectoryEntry{
		{Key: "*", Value: "\xff\x00"}, {Key: "-100", Value: "village"}, {Key: "-1001", Value: "a:b"},
		{Key: "-100", Value: "hamlet", Member: true}, {Key: "-100", Value: "town", Member: true},
		{Key: "a:b", Value: "c:d", Member: true},
	}, s.entries(storage.Chats))
	s.same("codes", []storage.DirectoryEntry{{Key: "1", Value: "code"}}, s.entries(storage.Codes))
}

func directoryManyEntries(s *subject) {
	const values, members = 1201, 1201
	var wg sync.WaitGroup
	for part := range 4 {
		wg.Go(func() {
			for i := part; i < values; i += 4 {
				if err := s.Assign(s.ctx, storage.Picks, fmt.Sprint(i), "village"); err != nil {
					s.t.Error(err)
				}
				if err := s.Include(s.ctx, storage.Picks, "40", fmt.Sprint(i)); err != nil {
					s.t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	s.same("entries", values+members, len(s.entries(storage.Picks)))
}

// directoryEntriesEnd also uses the store within a walk.
func directoryEntriesEnd(s *subject) {
	s.ok(s.Assign(s.ctx, storage.Chats, "1", "village"))
	s.ok(s.Assign(s.ctx, storage.Chats, "2", "village"))
	runs := 0
	err := s.Entries(s.ctx, storage.Chats, func(e storage.DirectoryEntry) error {
		runs++
		s.ok(s.Assign(s.ctx, storage.Codes, e.Key, "seen"))
		return errRefused
	})
	if !errors.Is(err, errRefused) || runs != 1 {
		s.t.Errorf("got %v after %d entries, want the error of the first", err, runs)
	}
	s.same("written within", 1, len(s.entries(storage.Codes)))
}
