package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"

	"echowall/cmd/echowall/config"
	"echowall/cmd/echowall/web"
	"echowall/storage"
	"echowall/storage/archive"
)

// maxSocket is how long the name of a socket may be on every system.
const maxSocket = 103

// Serve gives backups, and what more adds, on a socket beside the store, to whoever may read the store itself, until
// ctx ends. Without it the bot runs as well, so what goes wrong is only logged.
func Serve(ctx context.Context, f config.StoreFlag, store storage.Store, log *slog.Logger, by config.Program,
	more ...func(*http.ServeMux)) {
	socket, ok := f.Socket()
	if !ok {
		return
	}
	listener, err := listenPrivately(socket)
	if err != nil {
		log.Warn("no backup can be made while the bot runs", "error", err)
		return
	}
	defer func() { _ = os.Remove(socket) }() // one that stays is replaced at the next start
	mux := http.NewServeMux()
	mux.HandleFunc("GET /backup", func(w http.ResponseWriter, r *http.Request) { giveBackup(w, r, store, log, by) })
	for _, add := range more {
		add(mux)
	}
	server := &http.Server{
		Handler: mux, ReadTimeout: web.ReadTime, MaxHeaderBytes: 16 << 10,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	defer context.AfterFunc(ctx, func() { _ = server.Close() })() // whoever waits for a backup sees that it is cut short
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		log.Warn("no backup can be made while the bot runs", "error", err)
	}
}

// listenPrivately listens on a socket that only the user of this process may connect to. It gets its name when that is
// so, and takes the place of one that a killed process left behind.
func listenPrivately(socket string) (net.Listener, error) {
	if len(socket) > maxSocket {
		return nil, fmt.Errorf("a socket's name has at most %d bytes, and %s is longer", maxSocket, socket)
	}
	if info, err := os.Lstat(socket); err == nil && info.Mode().Type() != fs.ModeSocket {
		return nil, fmt.Errorf("%s is there and is no socket", socket)
	}
	aside, err := os.MkdirTemp(filepath.Dir(socket), ".sock-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(aside)
	first := filepath.Join(aside, "s")
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: first, Net: "unix"})
	if err != nil {
		return nil, err
	}
	listener.SetUnlinkOnClose(false)
	err = os.Chmod(first, 0o600)
	if err == nil {
		err = os.Rename(first, socket)
	}
	if err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return listener, nil
}

// giveBackup answers with a backup. One that fails in the midst is cut off, so that nobody takes it for a whole one.
func giveBackup(w http.ResponseWriter, r *http.Request, store storage.Store, log *slog.Logger, by config.Program) {
	w.Header().Set("Content-Type", "application/gzip")
	if err := archive.Write(r.Context(), w, store, about(by)); err != nil {
		log.Warn("backup not made", "error", err)
		panic(http.ErrAbortHandler)
	}
	log.Info("backup made")
}

// errNobody says that no bot listens on the socket.
var errNobody = errors.New("the bot that runs on the store does not answer on its socket")

// callSocket asks the bot that listens on a socket, and returns an answer that is one; hangUp ends the call. The error
// is errNobody where none listens, or none that this user may ask.
func callSocket(ctx context.Context, socket, method, path string) (res *http.Response, hangUp func(), err error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, "unix", socket)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", errNobody, err)
	}
	client := &http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext:       func(context.Context, string, string) (net.Conn, error) { return conn, nil },
	}}
	hangUp = func() {
		if res != nil {
			_ = res.Body.Close() // it was read as far as it was wanted
		}
		_ = conn.Close() // the client has closed it, unless it was never asked
	}
	req, err := http.NewRequestWithContext(ctx, method, "http://echowall"+path, nil)
	if err == nil {
		res, err = client.Do(req)
	}
	if err == nil && res.StatusCode != http.StatusOK {
		err = fmt.Errorf("it answered %s", res.Status)
	}
	if err != nil {
		hangUp()
		return nil, nil, fmt.Errorf("ask the running bot: %w", err)
	}
	return res, hangUp, nil
}

// Fetch asks the running bot for a backup; asked is false when none listens.
func Fetch(ctx context.Context, socket string, w io.Writer) (asked bool, err error) {
	res, hangUp, err := callSocket(ctx, socket, http.MethodGet, "/backup")
	switch {
	case errors.Is(err, fs.ErrPermission):
		return true, config.Wrong(fmt.Errorf("the running bot cannot be asked for a backup; be the user it runs as: %w", err))
	case errors.Is(err, errNobody):
		return false, nil
	case err != nil:
		return true, err
	}
	defer hangUp()
	if _, err := io.Copy(w, res.Body); err != nil {
		return true, fmt.Errorf("the running bot broke the backup off, its log says why: %w", err)
	}
	return true, nil
}
