package storage_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"echowall/storage"
	"echowall/storage/boltdb"
)

// temporary opens a store in a file that goes when closed.
func temporary() (store storage.Store, closed func()) {
	folder, err := os.MkdirTemp("", "echowall-example-*")
	if err != nil {
		log.Fatal(err)
	}
	store, err = boltdb.Open(filepath.Join(folder, "echowall.db"), boltdb.Options{})
	if err != nil {
		log.Fatal(err)
	}
	return store, func() {
		if err := errors.Join(store.Close(), os.RemoveAll(folder)); err != nil {
			log.Fatal(err)
		}
	}
}

// One Update commits all that belongs together: the record, the journal entry that says how it came to be, and when to
// look at it next. What fn wrote before an error is not kept.
func ExampleStore() {
	ctx := context.Background()
	store, closed := temporary()
	defer closed()

	err := store.Update(ctx, "willow", func(tx storage.Tx) error {
		if err := tx.Put("case:1", []byte(`{"title":"The lamps are dark"}`)); err != nil {
			return err
		}
		if err := tx.Wake("case:1", time.Date(2026, 6, 8, 9, 0, 0, 0, time.UTC)); err != nil {
			return err
		}
		_, err := tx.Append([]byte(`{"type":"case.raised"}`))
		return err
	})
	fmt.Println("committed:", err == nil)

	refused := errors.New("only a secretary may do that")
	err = store.Update(ctx, "willow", func(tx storage.Tx) error {
		if err := tx.Delete("case:1"); err != nil {
			return err
		}
		return refused
	})
	fmt.Println("refused:", errors.Is(err, refused))

	err = store.View(ctx, "willow", func(r storage.Reader) error {
		found, err := r.Get("case:1", "case:2")
		fmt.Printf("case 1 is %s\ncase 2 is there: %t\n", found[0], found[1] != nil)
		return err
	})
	fmt.Println("read:", err == nil)

	due, err := store.Due(ctx, time.Date(2026, 6, 9, 0, 0, 0, 0, time.UTC), 10)
	fmt.Println("due:", due[0].Community, due[0].Thing, err)
	// Output:
	// committed: true
	// refused: true
	// case 1 is {"title":"The lamps are dark"}
	// case 2 is there: false
	// read: true
	// due: willow case:1 <nil>
}

// An update of Telegram that comes twice is done once: the commit remembers its id.
func ExampleTx() {
	ctx := context.Background()
	store, closed := temporary()
	defer closed()

	for range 2 {
		err := store.Update(ctx, "willow", func(tx storage.Tx) error {
			fresh, err := tx.Once("update 700000001", time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC))
			if err != nil || !fresh {
				fmt.Println("seen before")
				return err
			}
			n, err := tx.Append([]byte("a vote"))
			fmt.Println("journal entry", n)
			return err
		})
		if err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// journal entry 1
	// seen before
}
