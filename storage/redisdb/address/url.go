package address

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// How long things may take. A server that is asked to sync its disk at every commit may be slow, hence the three
// seconds.
const (
	dialTime        = 2 * time.Second
	callTime        = 3 * time.Second
	defaultPatience = 30 * time.Second
)

// How long a lease lasts without renewal, if the URL does not say otherwise, and at least.
const (
	defaultLease = 3 * time.Second
	minLease     = 300 * time.Millisecond
)

// defaultCache is how many bytes of records are remembered.
const defaultCache = 64 << 20

// Config is what a URL says.
type Config struct {
	Redis    redis.UniversalOptions // how to reach the servers
	Bot      string                 // whose store it is
	Wait     int                    // for how many replicas each commit waits
	Patience time.Duration          // how long what fails is tried again
	Cache    int                    // how many bytes of records are remembered
	Lease    time.Duration          // how long it lasts without renewal
}

// Parse reads a URL. Its errors never repeat any of it but names of parameters: a password may stand anywhere by
// mistake.
func Parse(raw string) (Config, error) {
	scheme, rest, _ := strings.Cut(raw, "://")
	plain, kind, _ := strings.Cut(scheme, "+")
	if plain != "redis" && plain != "rediss" || kind != "" && kind != "sentinel" && kind != "cluster" {
		return Config{}, errors.New("expected redis://, rediss://, redis+sentinel:// or redis+cluster://")
	}
	c := Config{Bot: "main", Patience: defaultPatience, Cache: defaultCache, Lease: defaultLease,
		Redis: redis.UniversalOptions{
			DialTimeout: dialTime, DialerRetries: 1, ReadTimeout: callTime, WriteTimeout: callTime, PoolTimeout: callTime,
			MaxRetries: -1, ContextTimeoutEnabled: true, DisableIdentity: true, IsClusterMode: kind == "cluster",
			MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
		}}
	if plain == "rediss" {
		c.Redis.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	rest, query, _ := strings.Cut(rest, "?")
	authority, path, _ := strings.Cut(rest, "/")
	if err := c.authority(authority, path+query, kind); err != nil {
		return Config{}, err
	}
	if err := c.path(path, kind); err != nil {
		return Config{}, err
	}
	return c, c.query(query, kind)
}

// authority reads user, password and addresses.
func (c *Config) authority(authority, after, kind string) error {
	at := strings.LastIndexByte(authority, '@')
	if strings.ContainsAny(authority, "# ") || at < 0 && strings.Contains(after, "@") {
		return errors.New(`in the password write "/" as %2F, "?" as %3F, "#" as %23, "@" as %40 and a blank as %20`)
	}
	if at >= 0 {
		user, password, _ := strings.Cut(authority[:at], ":")
		var err1, err2 error
		c.Redis.Username, err1 = url.PathUnescape(user)
		c.Redis.Password, err2 = url.PathUnescape(password)
		if err1 != nil || err2 != nil {
			return errors.New(`in user and password write "%" as %25`)
		}
	}
	port := "6379"
	if kind == "sentinel" {
		port = "26379"
	}
	addresses := strings.Split(authority[at+1:], ",")
	for i, address := range addresses {
		full, ok := withPort(address, port)
		if !ok {
			return fmt.Errorf("address %d of %d is not host or host:port", i+1, len(addresses))
		}
		c.Redis.Addrs = append(c.Redis.Addrs, full)
	}
	if kind == "" && len(addresses) > 1 {
		return errors.New("several addresses need redis+sentinel:// or redis+cluster://")
	}
	return nil
}

func withPort(address, port string) (string, bool) {
	host := strings.TrimSuffix(strings.TrimPrefix(address, "["), "]")
	if h, p, err := net.SplitHostPort(address); err == nil {
		host, port = h, p
	} else if strings.Contains(host, ":") && net.ParseIP(host) == nil {
		return "", false
	}
	n, err := strconv.ParseUint(port, 10, 16)
	return net.JoinHostPort(host, port), host != "" && err == nil && n > 0
}

// path reads what stands after the addresses: a database's number, or a master's name.
func (c *Config) path(path, kind string) (err error) {
	switch {
	case kind == "sentinel" && (path == "" || strings.Contains(path, "/")):
		return errors.New("the name of the master must stand after the addresses, as in redis+sentinel://host:26379/mymaster")
	case kind == "sentinel":
		if c.Redis.MasterName, err = url.PathUnescape(path); err != nil {
			return errors.New("the name of the master is not written as a URL wants it")
		}
	case kind == "cluster" && path != "":
		return errors.New("a Cluster has no databases, so nothing may stand after the addresses")
	case path != "":
		return c.set("db", path, kind)
	}
	return nil
}

func (c *Config) query(query, kind string) error {
	values, err := url.ParseQuery(query)
	if err != nil {
		return errors.New("the parameters are not written as a URL wants them")
	}
	for name, all := range values {
		if err := c.set(name, all[len(all)-1], kind); err != nil {
			return err
		}
	}
	return c.files(values.Get("ca"), values.Get("cert"), values.Get("key"))
}

// set takes one parameter.
func (c *Config) set(name, value, kind string) error {
	n, err := strconv.Atoi(value)
	isNumber := err == nil && n >= 0
	ok := true
	switch {
	case name == "db" && kind != "cluster":
		c.Redis.DB, ok = n, isNumber
	case name == "prefix":
		c.Bot, ok = value, value != "" &&
			strings.Trim(strings.ToLower(value), "abcdefghijklmnopqrstuvwxyz0123456789-_.") == ""
	case name == "wait":
		c.Wait, ok = n, isNumber
	case name == "cache":
		c.Cache, ok = n<<20, isNumber && n > 0 && n < 1<<20
	case name == "patience":
		c.Patience, err = time.ParseDuration(value)
		ok = err == nil && c.Patience > 0
	case name == "lease":
		c.Lease, err = time.ParseDuration(value)
		ok = err == nil && c.Lease >= minLease
	case name == "sentinel_user" && kind == "sentinel":
		c.Redis.SentinelUsername = value
	case name == "sentinel_password" && kind == "sentinel":
		c.Redis.SentinelPassword = value
	case name == "ca", name == "cert", name == "key":
		ok = c.Redis.TLSConfig != nil
	default:
		return fmt.Errorf("the parameter %q is not one of this kind of URL", name)
	}
	if !ok {
		return fmt.Errorf("the parameter %q has a value it cannot have", name)
	}
	return nil
}

// files reads what TLS needs beside the system's own.
func (c *Config) files(ca, cert, key string) error {
	if ca != "" {
		pem, err := os.ReadFile(ca)
		if err != nil {
			return fmt.Errorf("the parameter \"ca\": %w", err)
		}
		c.Redis.TLSConfig.RootCAs = x509.NewCertPool()
		if !c.Redis.TLSConfig.RootCAs.AppendCertsFromPEM(pem) {
			return errors.New(`the parameter "ca" names a file without certificates`)
		}
	}
	if cert == "" && key == "" {
		return nil
	}
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return fmt.Errorf(`the parameters "cert" and "key": %w`, err)
	}
	c.Redis.TLSConfig.Certificates = []tls.Certificate{pair}
	return nil
}
