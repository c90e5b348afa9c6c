package wall_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"echowall/storage"
)

// slowOnce is a store whose next reading takes until it is let go.
type slowOnce struct {
	storage.Store
	next           atomic.Bool
	reached, letGo chan struct{}
}

func (s *slowOnce) View(ctx context.Context, id storage.ID, fn func(storage.Reader) error) error {
	if s.next.CompareAndSwap(true, false) {
		close(s.reached)
		<-s.letGo
	}
	return s.Store.View(ctx, id, fn)
}

// TestNoSearchHoldsUpAVillage lets a search of a village's closed cases take for ever: its pages, kept or not, are
// served meanwhile, and the search is answered in the end.
func TestNoSearchHoldsUpAVillage(t *testing.T) {
	v := found(t)
	v.live()
	store := &slowOnce{Store: v.store, reached: make(chan struct{}), letGo: make(chan struct{})}
	pages := v.another(store)
	get := func(path string) *httptest.ResponseRecorder {
		rec := httptest.NewRecorder()
		pages.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, v.page()+path, nil))
		return rec
	}
	get("")
	store.next.Store(true)
	answered := make(chan *httptest.ResponseRecorder, 1)
	go func() { answered <- get("closed?q=%E5%9E%83%E5%9C%BE") }()
	<-store.reached
	served := make(chan string, 1)
	go func() {
		for _, path := range []string{"", "closed", "case/1", "figures", "feed.atom"} {
			if rec := get(path); rec.Code != http.StatusOK {
				served <- path + ": " + rec.Body.String()
				return
			}
		}
		served <- ""
	}()
	select {
	case fault := <-served:
		if fault != "" {
			t.Error(fault)
		}
	case <-time.After(20 * time.Second):
		t.Error("the pages wait for the search")
	}
	close(store.letGo)
	if rec := <-answered; rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), "垃圾桶") {
		t.Errorf("the search: status %d: %s", rec.Code, rec.Body)
	}
}

// TestNobodyWritesOnAnothersPage asks for pages with a question that they do not take: what others see next holds
// nothing of it.
func TestNobodyWritesOnAnothersPage(t *testing.T) {
	v := found(t)
	v.live()
	v.gathers()
	for path := range everyPage() {
		mark := "?"
		if strings.Contains(path, "?") {
			mark = "&"
		}
		if strings.HasPrefix(path, "closed") {
			continue
		}
		if body := v.shows(path + mark + "q=buy-lamps-here&utm=buy-lamps-here"); strings.Contains(body, "buy-lamps-here") {
			t.Errorf("%s shows what was typed", path)
		}
	}
}
