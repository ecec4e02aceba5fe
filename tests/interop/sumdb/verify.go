// Verify reads logs in tlog-tiles layout with the code of Go's checksum database, which shares
// nothing with Accord, and prints one JSON line per check. Each argument is a folder with
//
//	vkeys         the log's key, then its witnesses', one a line
//	checkpoint    tile/...          as the log serves them
//	older/*       checkpoints that the log signed before
//	proofs/*      tlog-proof files of its entries
//	requests/*    add-checkpoint requests from one of the older checkpoints
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// cosigner is a witness's key: type 0x04, which the note package leaves to its callers.
type cosigner struct {
	name   string
	hash   uint32
	public ed25519.PublicKey
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }
func (c *cosigner) Verify(text, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize || sig[0] >= 0x80 {
		return false
	}
	head := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(sig))
	return ed25519.Verify(c.public, append([]byte(head), text...), sig[8:])
}

func newCosigner(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("malformed witness key")
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 || key[0] != 4 {
		return nil, errors.New("malformed witness key")
	}
	id := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	if fmt.Sprintf("%x", id[:4]) != parts[1] {
		return nil, errors.New("wrong witness key id")
	}
	return &cosigner{parts[0], binary.BigEndian.Uint32(id[:4]), key[1:]}, nil
}

// log is one folder: what it holds and the tree that its checkpoint names.
type log struct {
	folder  string
	origin  string
	known   note.Verifiers
	tree    tlog.Tree
	entries [][]byte
	stored  []tlog.Hash
}

func (l *log) read(path string) ([]byte, error) { return os.ReadFile(filepath.Join(l.folder, path)) }

// keys reads the folder's verifier keys.
func (l *log) keys() error {
	data, err := l.read("vkeys")
	if err != nil {
		return err
	}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	own, err := note.NewVerifier(lines[0])
	if err != nil {
		return err
	}
	l.origin = own.Name()
	all := []note.Verifier{own}
	for _, line := range lines[1:] {
		witness, err := newCosigner(line)
		if err != nil {
			return err
		}
		all = append(all, witness)
	}
	l.known = note.VerifierList(all...)
	return nil
}

// open verifies a checkpoint: the tree it names, and who cosigned it.
func (l *log) open(data []byte) (tlog.Tree, []string, error) {
	n, err := note.Open(data, l.known)
	if err != nil {
		return tlog.Tree{}, nil, err
	}
	signed, cosigned := false, []string{}
	for _, sig := range n.Sigs {
		if sig.Name == l.origin {
			signed = true
		} else {
			cosigned = append(cosigned, sig.Name)
		}
	}
	// ParseTree reads checkpoints of one log only; ours has another first line.
	text := strings.TrimPrefix(n.Text, l.origin+"\n")
	if !signed || text == n.Text {
		return tlog.Tree{}, nil, errors.New("not signed by this log")
	}
	tree, err := tlog.ParseTree([]byte("go.sum database tree\n" + text))
	if err == nil && tree.N == 0 && tree.Hash != sha256.Sum256(nil) {
		err = errors.New("wrong root of an empty tree")
	}
	return tree, cosigned, err
}

// Height, ReadTiles and SaveTiles make a log a tlog.TileReader.
func (l *log) Height() int                      { return height }
func (l *log) SaveTiles([]tlog.Tile, [][]byte)  {}
func (l *log) path(tile tlog.Tile) string       { return "tile/" + tile.Path()[len("tile/8/"):] }
func (l *log) tile(t tlog.Tile) ([]byte, error) { return l.read(l.path(t)) }
func (l *log) reader() tlog.HashReader          { return tlog.TileHashReader(l.tree, l) }
func (l *log) ReadHashes(at []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(at))
	for i, index := range at {
		found[i] = l.stored[index]
	}
	return found, nil
}

func (l *log) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	found := make([][]byte, len(tiles))
	for i, t := range tiles {
		data, err := l.tile(t)
		if err != nil {
			return nil, err
		}
		found[i] = data
	}
	return found, nil
}

// widest are the tiles of the tree, each at its full width.
func (l *log) widest() []tlog.Tile {
	last := map[[2]int64]int{}
	tiles := []tlog.Tile{}
	for _, t := range tlog.NewTiles(height, 0, l.tree.N) {
		place := [2]int64{int64(t.L), t.N}
		if at, seen := last[place]; seen {
			tiles[at] = t
		} else {
			last[place] = len(tiles)
			tiles = append(tiles, t)
		}
	}
	return tiles
}

// rebuild hashes every entry, and compares the root and every tile with what comes of it.
func (l *log) rebuild() error {
	tiles := l.widest()
	for _, t := range tiles {
		if t.L > 0 {
			continue
		}
		bundle, err := l.read(strings.Replace(l.path(t), "tile/0/", "tile/entries/", 1))
		if err != nil {
			return err
		}
		for ; len(bundle) >= 2; bundle = bundle[2+int(binary.BigEndian.Uint16(bundle)):] {
			size := int(binary.BigEndian.Uint16(bundle))
			if len(bundle) < 2+size {
				return errors.New("an entry is cut off")
			}
			l.entries = append(l.entries, bundle[2:2+size])
		}
		if len(bundle) != 0 || int64(len(l.entries)) != t.N<<height+int64(t.W) {
			return errors.New("a bundle has another number of entries")
		}
	}
	for i, entry := range l.entries {
		more, err := tlog.StoredHashes(int64(i), entry, l)
		if err != nil {
			return err
		}
		l.stored = append(l.stored, more...)
	}
	root, err := tlog.TreeHash(l.tree.N, l)
	if err == nil && l.tree.N > 0 && root != l.tree.Hash {
		err = errors.New("the entries have another root")
	}
	for _, t := range tiles {
		want, wrong := tlog.ReadTileData(t, l)
		got, absent := l.tile(t)
		if err == nil && (wrong != nil || absent != nil || !bytes.Equal(want, got)) {
			err = fmt.Errorf("%s is another tile", l.path(t))
		}
	}
	return err
}

// included proves some leaves from the tiles alone.
func (l *log) included() error {
	for _, n := range []int64{0, l.tree.N / 2, l.tree.N - 1} {
		if n < 0 || n >= l.tree.N {
			continue
		}
		proof, err := tlog.ProveRecord(l.tree.N, n, l.reader())
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, l.tree.N, l.tree.Hash, n, tlog.RecordHash(l.entries[n])); err != nil {
			return err
		}
	}
	return nil
}

// follows proves from the tiles alone that an older checkpoint's tree begins this one.
func (l *log) follows(path string) error {
	older, err := l.older(path)
	if err != nil || older.N == 0 {
		return err
	}
	proof, err := tlog.ProveTree(l.tree.N, older.N, l.reader())
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, l.tree.N, l.tree.Hash, older.N, older.Hash)
}

func (l *log) older(path string) (tlog.Tree, error) {
	data, err := l.read(path)
	if err != nil {
		return tlog.Tree{}, err
	}
	tree, _, err := l.open(data)
	return tree, err
}

// parts splits a proof or a request: its head's lines, and the checkpoint behind them.
func (l *log) parts(path string) ([]string, tlog.Tree, error) {
	data, err := l.read(path)
	if err != nil {
		return nil, tlog.Tree{}, err
	}
	head, checkpoint, found := bytes.Cut(data, []byte("\n\n"))
	if !found {
		return nil, tlog.Tree{}, errors.New("no checkpoint")
	}
	tree, _, err := l.open(checkpoint)
	return strings.Split(string(head), "\n"), tree, err
}

func number(line, word string) (int64, error) {
	n, err := strconv.ParseInt(strings.TrimPrefix(line, word+" "), 10, 64)
	if err == nil && (n < 0 || line != fmt.Sprintf("%s %d", word, n)) {
		err = errors.New("malformed number")
	}
	return n, err
}

func hashes(lines []string) ([]tlog.Hash, error) {
	found := []tlog.Hash{}
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		found = append(found, hash)
	}
	return found, nil
}

// proved verifies a tlog-proof file of the entry that its index names.
func (l *log) proved(path string) error {
	lines, tree, err := l.parts(path)
	if err != nil {
		return err
	}
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a proof")
	}
	lines = lines[1:]
	if extra := strings.TrimPrefix(lines[0], "extra "); extra != lines[0] && len(lines) > 1 {
		if data, err := base64.StdEncoding.DecodeString(extra); err != nil || len(data) == 0 {
			return errors.New("malformed extra data")
		}
		lines = lines[1:]
	}
	index, err := number(lines[0], "index")
	if err != nil {
		return err
	}
	siblings, err := hashes(lines[1:])
	if err != nil {
		return err
	}
	if index >= int64(len(l.entries)) {
		return errors.New("no such entry")
	}
	return tlog.CheckRecord(siblings, tree.N, tree.Hash, index, tlog.RecordHash(l.entries[index]))
}

// asked verifies the consistency proof of an add-checkpoint request.
func (l *log) asked(path string) error {
	lines, tree, err := l.parts(path)
	if err != nil {
		return err
	}
	size, err := number(lines[0], "old")
	if err != nil {
		return err
	}
	proof, err := hashes(lines[1:])
	if err != nil {
		return err
	}
	if size == 0 {
		if len(proof) > 0 {
			return errors.New("a proof from an empty tree")
		}
		return nil
	}
	older, err := l.older(fmt.Sprintf("older/%d", size))
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash)
}

type verdict struct {
	Log      string   `json:"log"`
	Check    string   `json:"check"`
	Ok       bool     `json:"ok"`
	Why      string   `json:"why,omitempty"`
	Cosigned []string `json:"cosigned,omitempty"`
}

func main() {
	out := json.NewEncoder(os.Stdout)
	for _, folder := range os.Args[1:] {
		l := &log{folder: folder}
		say := func(check string, err error, cosigned ...string) bool {
			v := verdict{Log: folder, Check: check, Ok: err == nil, Cosigned: cosigned}
			if err != nil {
				v.Why = err.Error()
			}
			out.Encode(v)
			return err == nil
		}
		if !say("vkeys", l.keys()) {
			continue
		}
		data, err := l.read("checkpoint")
		var cosigned []string
		if err == nil {
			l.tree, cosigned, err = l.open(data)
		}
		if !say("checkpoint", err, cosigned...) || !say("tiles", l.rebuild()) {
			continue
		}
		say("inclusion", l.included())
		for _, kind := range []struct {
			name  string
			check func(string) error
		}{{"older", l.follows}, {"proofs", l.proved}, {"requests", l.asked}} {
			files, _ := filepath.Glob(filepath.Join(folder, kind.name, "*"))
			for _, file := range files {
				path := kind.name + "/" + filepath.Base(file)
				say(path, kind.check(path))
			}
		}
	}
}
