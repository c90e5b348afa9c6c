package outbox

// Chats is how many chats the gate remembers.
func (g *Gate) Chats() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.chats)
}

// Inboxes is how many communities the deliverer remembers.
func (d *Deliverer) Inboxes() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.inboxes)
}
