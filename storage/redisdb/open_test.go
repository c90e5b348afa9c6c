package redisdb

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"echowall/storage"
	"echowall/storage/redisdb/layout"
	"echowall/storage/redisdb/redistest"
)

// The user of this test may do what the package's doc lists, and no more.
func TestOpenAsUser(t *testing.T) {
	server := redistest.Start(t)
	c := server.Client()
	rules := []any{"acl", "setuser", "bot", "on", ">s/cret", "~ew:main:*", "&ew:main:*"}
	for _, rule := range strings.Fields("+@read +@write +@scripting +@connection +@pubsub +time +wait +cluster|slots " +
		"+cluster|shards") {
		rules = append(rules, rule)
	}
	if err := errors.Join(c.Do(t.Context(), rules...).Err(),
		c.Do(t.Context(), "acl", "setuser", "default", "off").Err()); err != nil {
		t.Fatal(err)
	}
	s := opened(t, "redis://bot:s%2Fcret@"+server.Addr())
	if err := s.Update(t.Context(), "a", increment); err != nil {
		t.Fatal(err)
	}
	counts(t, s, 1)
	told, held := make(chan storage.News, 1000), make(chan struct{})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() {
		ended <- s.Hold(ctx, func(n storage.News) { told <- n }, func(ctx context.Context, _ storage.Lease) error {
			close(held)
			<-ctx.Done()
			return nil
		})
	}()
	<-held
	other := opened(t, "redis://bot:s%2Fcret@"+server.Addr())
	at := layout.FromMillis(1)
	err := other.Update(t.Context(), "a", func(tx storage.Tx) error { return tx.Wake("case:1", at) })
	if err != nil {
		t.Fatal(err)
	}
	if n := <-told; !n.Wake.Equal(at) {
		t.Errorf("told of %v", n)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if _, err := s.Claim(t.Context(), storage.Chats, "k", "v"); err != nil {
		t.Error(err)
	}
	for url, want := range map[string]string{
		"redis://bot:wr0ng@" + server.Addr(): "user or password is wrong",
		server.URL(""):                       "asks for a user or a password",
		"redis://bot:s%2Fcret@" + server.Addr() + "?prefix=other": "the user may not",
	} {
		_, err := Open(t.Context(), url)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "s/cret") ||
			strings.Contains(err.Error(), "wr0ng") {
			t.Errorf("got %v, want an error with %q", err, want)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	server := redistest.Start(t)
	for name, c := range map[string]struct {
		value   string
		damaged bool
		want    string
	}{
		"another program":  {"hello", true, "format"},
		"a newer format":   {"2", false, "run a newer one"},
		"a format of none": {"0", true, "format"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := server.Client().Set(t.Context(), "ew:main:format", c.value, 0).Err(); err != nil {
				t.Fatal(err)
			}
			_, err := Open(t.Context(), server.URL(""))
			if err == nil || errors.Is(err, storage.ErrDamaged) != c.damaged || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("a Cluster that is none", func(t *testing.T) {
		_, err := Open(t.Context(), "redis+cluster://"+server.Addr()+"?patience=100ms")
		if err == nil || !strings.Contains(err.Error(), "write redis:// instead") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("nobody there", func(t *testing.T) {
		_, err := Open(t.Context(), "redis://u:secret@127.0.0.1:"+strconv.Itoa(redistest.FreePort(t))+"?patience=100ms")
		if err == nil || !strings.Contains(err.Error(), "connection refused") || strings.Contains(err.Error(), "secret") {
			t.Errorf("got %v", err)
		}
	})
}

// certificate makes one that signs itself and returns the files of it and of its key.
func certificate(t *testing.T) (cert, key string) {
	t.Helper()
	secret, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	signed, err := x509.CreateCertificate(rand.Reader, template, template, &secret.PublicKey, secret)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := x509.MarshalPKCS8PrivateKey(secret)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	err1 := os.WriteFile(cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: signed}), 0o600)
	err2 := os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: kept}), 0o600)
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	return cert, key
}

func TestOpenWithTLS(t *testing.T) {
	cert, key := certificate(t)
	port := strconv.Itoa(redistest.FreePort(t))
	redistest.Start(t, "--tls-port", port, "--tls-cert-file", cert, "--tls-key-file", key, "--tls-ca-cert-file", cert)
	url := "rediss://127.0.0.1:" + port
	s := opened(t, url+"?ca="+cert+"&cert="+cert+"&key="+key)
	if err := s.Update(t.Context(), "a", increment); err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if _, err := Open(t.Context(), url); err == nil || !strings.Contains(err.Error(), "certificate") ||
		time.Since(began) > openPatience {
		t.Errorf("got %v, want that nobody known has signed", err)
	}
}
