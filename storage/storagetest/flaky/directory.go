package flaky

import (
	"context"

	"echowall/storage"
)

// Look implements storage.Directory.
func (f *Store) Look(ctx context.Context, space storage.Space, key string) (string, error) {
	if err := f.refuse(Entries); err != nil {
		return "", err
	}
	return f.inner.Look(ctx, space, key)
}

// Claim implements storage.Directory.
func (f *Store) Claim(ctx context.Context, space storage.Space, key, value string) (string, error) {
	if err := f.refuse(Entries); err != nil {
		return "", err
	}
	return f.inner.Claim(ctx, space, key, value)
}

// Assign implements storage.Directory.
func (f *Store) Assign(ctx context.Context, space storage.Space, key, value string) error {
	if err := f.refuse(Entries); err != nil {
		return err
	}
	return f.inner.Assign(ctx, space, key, value)
}

// Include implements storage.Directory.
func (f *Store) Include(ctx context.Context, space storage.Space, key, member string) error {
	if err := f.refuse(Entries); err != nil {
		return err
	}
	return f.inner.Include(ctx, space, key, member)
}

// Exclude implements storage.Directory.
func (f *Store) Exclude(ctx context.Context, space storage.Space, key, member string) error {
	if err := f.refuse(Entries); err != nil {
		return err
	}
	return f.inner.Exclude(ctx, space, key, member)
}

// Members implements storage.Directory.
func (f *Store) Members(ctx context.Context, space storage.Space, key string) ([]string, error) {
	if err := f.refuse(Entries); err != nil {
		return nil, err
	}
	return f.inner.Members(ctx, space, key)
}

// Entries implements storage.Directory.
func (f *Store) Entries(ctx context.Context, space storage.Space, fn func(storage.DirectoryEntry) error) error {
	if err := f.refuse(Entries); err != nil {
		return err
	}
	return f.inner.Entries(ctx, space, fn)
}
