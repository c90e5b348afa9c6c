// Package office runs a community: founding, settings, appointments and invitations, the chats and the page that belong
// to it, its working days and its procedure.
package office
