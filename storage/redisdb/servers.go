package redisdb

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/redis/go-redis/v9"
)

// Server is what a Redis that holds a part of the store, as a master, says of itself.
type Server struct {
	Addr string
	// Name is that of the program, "redis" or "valkey"; Version is as it writes it.
	Name, Version string
	// Replicas is how many have the same data and are connected; Wait is for how many each commit waits.
	Replicas, Wait int
	// Settings holds those of SettingNames that could be read; Unread says why others could not.
	Settings map[string]string
	Unread   error
}

// SettingNames are the settings of a server on which it depends whether anything can be lost.
func SettingNames() []string {
	return []string{"appendonly", "appendfsync", "maxmemory-policy", "min-replicas-to-write"}
}

// Evicts tells whether the server throws keys away when its memory is full, by a policy it names.
func (s Server) Evicts() (policy string, evicts bool) {
	policy = s.Settings["maxmemory-policy"]
	return policy, policy != "" && policy != "noeviction"
}

// Servers asks every master what it is.
func (s *Store) Servers(ctx context.Context) (all []Server, err error) {
	if err := s.door.Enter(ctx); err != nil {
		return nil, fmt.Errorf("look at the servers: %w", err)
	}
	defer s.door.Leave()
	err = s.try(ctx, "look at the servers", func(ctx context.Context) error {
		all, err = s.servers(ctx)
		return err
	})
	return all, err
}

func (s *Store) servers(ctx context.Context) (all []Server, err error) {
	cluster, ok := s.client.(*redis.ClusterClient)
	if !ok {
		one, err := inspect(ctx, s.client, s.address, s.wait)
		return []Server{one}, err
	}
	var mu sync.Mutex
	err = cluster.ForEachMaster(ctx, func(ctx context.Context, node *redis.Client) error {
		one, err := inspect(ctx, node, node.Options().Addr, s.wait)
		mu.Lock()
		defer mu.Unlock()
		all = append(all, one)
		return err
	})
	return all, err
}

// inspect asks one server. What its user may not read is left out.
func inspect(ctx context.Context, node redis.Cmdable, addr string, wait int) (Server, error) {
	text, err := node.Info(ctx).Result()
	if err != nil {
		return Server{}, err
	}
	info := map[string]string{}
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		info[name] = value
	}
	v := Server{Addr: addr, Name: "redis", Version: info["redis_version"], Wait: wait, Settings: map[string]string{}}
	if version := info["valkey_version"]; version != "" {
		v.Name, v.Version = "valkey", version
	}
	v.Replicas, _ = strconv.Atoi(info["connected_slaves"]) // 0 where it is not told
	for _, name := range SettingNames() {
		found, err := node.ConfigGet(ctx, name).Result()
		if err != nil {
			v.Unread = err
			continue
		}
		v.Settings[name] = found[name]
	}
	if policy := info["maxmemory_policy"]; policy != "" { // told to whoever may ask for anything
		v.Settings["maxmemory-policy"] = policy
	}
	return v, nil
}
