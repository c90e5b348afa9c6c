package storagetest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"echowall/storage"
)

// fault is one way in which a store breaks the contract, and the cases that must notice.
type fault struct {
	name   string
	plant  func(*planted)              // spoils a transaction
	wrap   func(*memory) storage.Store // spoils the store
	caught []string                    // "group/case"
}

// store is a store with the fault in it.
func (f fault) store() storage.Store {
	m := newMemory()
	m.plant = f.plant
	if f.wrap != nil {
		return f.wrap(m)
	}
	return m
}

func allFaults() []fault {
	var all []fault
	for _, some := range [][]fault{
		recordFaults(), updateFaults(), journalFaults(), outboxFaults(), wakeFaults(), onceFaults(), listFaults(),
		directoryFaults(), lifeFaults(),
	} {
		all = append(all, some...)
	}
	return all
}

// suiteCases are the cases of the suite by "group/case", but for the properties, which need a test of their own.
func suiteCases() map[string]testCase {
	all := map[string]testCase{}
	for group, cases := range map[string][]testCase{
		"records": recordCases(), "update": updateCases(), "journal": journalCases(), "outbox": outboxCases(),
		"wake": wakeCases(), "once": onceCases(), "communities": communityCases(), "directory": directoryCases(),
		"erase": eraseCases(), "lease": leaseCases(), "concurrent": concurrentCases(), "life": lifeCases(),
	} {
		for _, c := range cases {
			all[group+"/"+c.name] = c
		}
	}
	return all
}

// recorder stands in for the test that a case fails.
type recorder struct {
	rapid.TB
	mu   sync.Mutex
	said []string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.said = append(r.said, fmt.Sprintf(format, args...))
}

func (r *recorder) Error(args ...any) { r.Errorf("%s", fmt.Sprint(args...)) }

func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	runtime.Goexit()
}

func (r *recorder) Fatal(args ...any) { r.Fatalf("%s", fmt.Sprint(args...)) }

// complaints is what a case says of a store.
func complaints(t *testing.T, c testCase, store storage.Store) []string {
	t.Helper()
	r := &recorder{}
	s := &subject{Store: store, t: r, ctx: t.Context()}
	for _, part := range []func(){func() { c.run(s) }, s.finish} {
		var over sync.WaitGroup
		over.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					r.Errorf("panic: %v", p)
				}
			}()
			part()
		})
		over.Wait()
	}
	return r.said
}

func TestASoundStorePassesEachCase(t *testing.T) {
	for name, c := range suiteCases() {
		if said := complaints(t, c, newMemory()); said != nil {
			t.Errorf("%s: %s", name, strings.Join(said, "\n"))
		}
	}
}

func TestEachPlantedFaultIsNoticedByItsCases(t *testing.T) {
	cases := suiteCases()
	for _, f := range allFaults() {
		t.Run(f.name, func(t *testing.T) {
			for _, name := range f.caught {
				c, known := cases[name]
				if !known {
					t.Fatalf("the suite has no case %q", name)
				}
				if complaints(t, c, f.store()) == nil {
					t.Errorf("%q passes a store in which %s", name, f.name)
				}
			}
		})
	}
}

// A case that notices no fault holds nobody to anything.
func TestEachCaseNoticesAPlantedFault(t *testing.T) {
	idle := suiteCases()
	for _, f := range allFaults() {
		for _, name := range f.caught {
			delete(idle, name)
		}
	}
	for name := range idle {
		t.Errorf("no planted fault is noticed by %q", name)
	}
}

func TestACaseLooksWhetherTheStoreIsSoundInTheEnd(t *testing.T) {
	idle := testCase{"nothing", func(*subject) {}}
	for name, f := range map[string]func(*memory) storage.Store{
		"a check that finds a fault": func(m *memory) storage.Store { return unsound{m} },
		"a close that fails":         func(m *memory) storage.Store { return unclosed{m} },
	} {
		if complaints(t, idle, f(newMemory())) == nil {
			t.Errorf("%s passes", name)
		}
	}
}

type unsound struct{ *memory }

func (unsound) Check(context.Context) error { return storage.ErrDamaged }

type unclosed struct{ *memory }

func (u unclosed) Close() error { return errors.Join(u.memory.Close(), errRefused) }

// plantedInside names the fault with which this test binary, started once more, runs the suite.
const plantedInside = "STORAGETEST_FAULT"

// TestPropertiesNoticeFaults starts the suite once more with a fault that only its properties are asked for.
func TestPropertiesNoticeFaults(t *testing.T) {
	if name := os.Getenv(plantedInside); name != "" {
		for _, f := range append(allFaults(), fault{name: "none"}) {
			if f.name == name {
				Run(t, func(*testing.T) storage.Store { return f.store() })
			}
		}
		return
	}
	for fault, property := range map[string]string{
		"none": "", "a view is queued again": "any updates do what the model does",
		"a claim takes what is another's": "any directory does what the model does",
	} {
		t.Run(fault, func(t *testing.T) {
			run := exec.CommandContext(t.Context(), os.Args[0],
				"-test.run=^TestPropertiesNoticeFaults$/^model$", "-rapid.checks=300")
			run.Env, run.Dir = append(os.Environ(), plantedInside+"="+fault), t.TempDir()
			out, err := run.CombinedOutput()
			failed := "--- FAIL: TestPropertiesNoticeFaults/model/" + strings.ReplaceAll(property, " ", "_")
			if noticed := err != nil && strings.Contains(string(out), failed); noticed != (property != "") {
				t.Errorf("noticed: %t (%v)\n%s", noticed, err, out)
			}
		})
	}
}
