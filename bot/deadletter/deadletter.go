// Package deadletter keeps updates that could not be done: dead letters. Each lies in the store's directory with the
// reason, so that it neither comes for ever nor is lost, until a program in which the fault is mended does it again.
//
// It knows what an update weighs and not what it says. Package bot decides what becomes a dead letter and does it
// again; the doctor lists them.
package deadletter

import (
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"echowall/storage"
)

// Update is a dead letter: an update that could not be done and was stored apart, so that it keeps nobody waiting.
type Update struct {
	// ID is its number at Telegram.
	ID int64 `json:"-"`
	// Reason is what it stumbled over, in one line.
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
	// Parts is how many pieces it is kept in.
	Parts int `json:"parts"`
}

// partSize is how long a piece of an update is at most, in bytes, for a value of the directory must be short.
const partSize = 6000

// maxReason is how long a reason may be, in bytes.
const maxReason = 500

func schema() storage.Schema { return storage.Schema{Kind: "update set aside"} }

// Keep writes an update down as a dead letter: the pieces first, so that it is whole as soon as it is there.
func Keep(ctx context.Context, dir storage.Directory, u Update, raw []byte) error {
	key := strconv.FormatInt(u.ID, 10)
	for piece := range slices.Chunk(raw, partSize) {
		err := dir.Assign(ctx, storage.DeadLetters, partKey(key, u.Parts), base64.StdEncoding.EncodeToString(piece))
		if err != nil {
			return fmt.Errorf("set update %s aside: %w", key, err)
		}
		u.Parts++
	}
	u.Reason = strings.ToValidUTF8(u.Reason[:min(len(u.Reason), maxReason)], "")
	head, err := schema().Encode(u)
	if err == nil {
		err = dir.Assign(ctx, storage.DeadLetters, key, string(head))
	}
	if err != nil {
		return fmt.Errorf("set update %s aside: %w", key, err)
	}
	return nil
}

func partKey(key string, n int) string { return key + "/" + strconv.Itoa(n) }

// List lists the dead letters of a store, in the order in which the updates came.
func List(ctx context.Context, dir storage.Directory) (all []Update, err error) {
	err = dir.Entries(ctx, storage.DeadLetters, func(e storage.DirectoryEntry) error {
		id, err := strconv.ParseInt(e.Key, 10, 64)
		if err != nil {
			return nil // a piece
		}
		u := Update{ID: id}
		if err := schema().Decode([]byte(e.Value), &u); err != nil {
			return err
		}
		all = append(all, u)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list what is set aside: %w", err)
	}
	slices.SortFunc(all, func(x, y Update) int { return cmp.Compare(x.ID, y.ID) })
	return slices.CompactFunc(all, func(x, y Update) bool { return x.ID == y.ID }), nil
}

// Read is the update of a dead letter, as it came.
func Read(ctx context.Context, dir storage.Directory, u Update) (raw []byte, err error) {
	for n := range u.Parts {
		text, err := dir.Look(ctx, storage.DeadLetters, partKey(strconv.FormatInt(u.ID, 10), n))
		if err != nil {
			return nil, fmt.Errorf("read update %d: %w", u.ID, err)
		}
		piece, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return nil, fmt.Errorf("read update %d: %w", u.ID, err)
		}
		raw = append(raw, piece...)
	}
	return raw, nil
}

// Forget removes the dead letter that an update became, if it did.
func Forget(ctx context.Context, dir storage.Directory, id int64) error {
	head, err := dir.Look(ctx, storage.DeadLetters, strconv.FormatInt(id, 10))
	if err != nil || head == "" {
		return err
	}
	u := Update{ID: id}
	if err := schema().Decode([]byte(head), &u); err != nil {
		return err
	}
	return Drop(ctx, dir, u)
}

// Drop removes a dead letter: its head first, so that it is never there in part.
func Drop(ctx context.Context, dir storage.Directory, u Update) error {
	key := strconv.FormatInt(u.ID, 10)
	err := dir.Assign(ctx, storage.DeadLetters, key, "")
	for n := range u.Parts {
		err = errors.Join(err, dir.Assign(ctx, storage.DeadLetters, partKey(key, n), ""))
	}
	return err
}
