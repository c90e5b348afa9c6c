package boltdb

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"echowall/storage"
)

const (
	// format is the version of the layout. A program reads its own and, once there are some, older ones.
	format = 1
	// lockWait is how long Open waits for another owner to go.
	lockWait = time.Second
	// window is how far the file is mapped from the start, in bytes of addresses and not of memory: until it is longer,
	// commits need not wait for those who read.
	window = 256 << 20
	// growth is by how many bytes the file grows at a time. As bolt has it, a file seen through so wide a window would
	// grow by 16 MB.
	growth = 128 << 10
)

// Open opens the store at path, and makes it if there is no file or an empty one. The error wraps storage.ErrLocked
// when somebody has the store open, and storage.ErrDamaged when the file is not a whole store; such a file is left as
// it is. Open reads every page once, for bolt would take a damaged one on trust.
func Open(path string, opts Options) (*Store, error) {
	_, statErr := os.Stat(path)
	s, err := open(path, opts)
	if err != nil {
		return nil, fmt.Errorf("open the store %s: %w", path, err)
	}
	if errors.Is(statErr, fs.ErrNotExist) {
		syncDir(filepath.Dir(path))
	}
	return s, nil
}

func open(path string, opts Options) (*Store, error) {
	if err := inspect(path); err != nil {
		return nil, err
	}
	db, file, err := openFile(path, bolt.Options{NoSync: opts.NoSync, InitialMmapSize: window})
	if err != nil {
		return nil, err
	}
	if err := prepare(db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Store{db: db, file: file, door: storage.NewDoor(), queue: newCommitter(db)}, nil
}

// inspect looks through an existing file before it is opened for writing. When bolt opens for writing it reads the free
// list, and if it panics there it leaves the file mapped and so locked; it does not when it opens for reading.
func inspect(path string) error {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
		return nil // a new store, or what opening will name better
	}
	db, file, err := openFile(path, bolt.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	err = guarded(func() error {
		return db.View(func(btx *bolt.Tx) error { return checkPages(btx, file) })
	})
	return errors.Join(err, db.Close())
}

// openFile opens the file by bolt, and tells its errors apart.
func openFile(path string, opts bolt.Options) (db *bolt.DB, file *os.File, err error) {
	defer trap(&err)()
	opts.Timeout = lockWait
	opts.NoStatistics = true
	opts.OpenFile = func(name string, flag int, mode os.FileMode) (f *os.File, err error) {
		file, err = os.OpenFile(name, flag, mode)
		return file, err
	}
	if db, err = bolt.Open(path, 0o600, &opts); err == nil {
		db.AllocSize = growth
	}
	return db, file, openError(err)
}

// openError names what bolt found: the operating system's errors stay themselves, all others mean that the file is no
// store.
func openError(err error) error {
	var errno syscall.Errno
	switch {
	case err == nil:
		return nil
	case errors.Is(err, bolterrors.ErrTimeout):
		return storage.ErrLocked
	case errors.As(err, &errno), errors.As(err, new(*fs.PathError)):
		return err
	default:
		return damaged("%w", err)
	}
}

// prepare makes a new file a store, and looks whether another one is.
func prepare(db *bolt.DB) (err error) {
	defer trap(&err)()
	fresh := false
	err = db.View(func(btx *bolt.Tx) error {
		if first, _ := btx.Cursor().First(); first == nil {
			fresh = true
			return nil
		}
		return checkFormat(btx)
	})
	if err != nil || !fresh {
		return err
	}
	return db.Update(create)
}

// create writes what an empty store has.
func create(btx *bolt.Tx) error {
	for _, name := range topBuckets() {
		if _, err := btx.CreateBucket([]byte(name)); err != nil {
			return fmt.Errorf("create bucket %s: %w", name, err)
		}
	}
	meta := btx.Bucket([]byte(metaBucket))
	if err := meta.Put([]byte("kind"), []byte("echowall")); err != nil {
		return err
	}
	return meta.Put([]byte("format"), []byte(strconv.Itoa(format)))
}

// checkFormat looks whether a bolt file is a store, of a format that this program reads.
func checkFormat(btx *bolt.Tx) error {
	meta := btx.Bucket([]byte(metaBucket))
	if meta == nil || string(meta.Get([]byte("kind"))) != "echowall" {
		return damaged("a bolt file of another program")
	}
	version, err := strconv.Atoi(string(meta.Get([]byte("format"))))
	if err != nil || version < 1 {
		return damaged("format %q", meta.Get([]byte("format")))
	}
	if version > format {
		return fmt.Errorf("the store has format %d, and this program reads up to %d: run a newer one", version, format)
	}
	for _, name := range topBuckets() {
		if btx.Bucket([]byte(name)) == nil {
			return damaged("no bucket %s", name)
		}
	}
	return nil
}

// syncDir makes a new file's name last through a loss of power. Not every system can; the file itself is synced in any
// case.
func syncDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}
