// Writes and lists archives with Go's archive/tar.
//
//	go-tar write   headers as JSON lines on standard input, the archive on standard output
//	go-tar list    the archive on standard input, its entries as a JSON array on standard output
package main

import (
	"archive/tar"
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"strings"
	"time"
)

const xattrKey = "SCHILY.xattr."

type entry struct {
	Name     string            `json:"name"`
	Flag     string            `json:"flag"`
	Mode     int64             `json:"mode"`
	Uid      int               `json:"uid"`
	Gid      int               `json:"gid"`
	Mtime    int64             `json:"mtime"`
	Size     int64             `json:"size"`
	Target   string            `json:"target"`
	DevMajor int64             `json:"devMajor"`
	DevMinor int64             `json:"devMinor"`
	Xattrs   map[string][]byte `json:"xattrs"`
	Content  []byte            `json:"content,omitempty"`
	Sha256   string            `json:"sha256,omitempty"`
	// The archive ends after this header: its content is too large to be written.
	HeaderOnly bool `json:"headerOnly,omitempty"`
}

func main() {
	if os.Args[1] == "write" {
		write()
	} else {
		list()
	}
}

func write() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	writer := tar.NewWriter(out)
	input := json.NewDecoder(os.Stdin)
	for {
		var e entry
		if err := input.Decode(&e); err == io.EOF {
			break
		} else {
			check(err)
		}
		records := map[string]string{}
		for name, value := range e.Xattrs {
			records[xattrKey+name] = string(value)
		}
		check(writer.WriteHeader(&tar.Header{
			Typeflag: e.Flag[0], Name: e.Name, Linkname: e.Target, Size: e.Size, Mode: e.Mode, Uid: e.Uid, Gid: e.Gid,
			ModTime: time.Unix(e.Mtime, 0), Devmajor: e.DevMajor, Devminor: e.DevMinor, PAXRecords: records,
		}))
		if e.HeaderOnly {
			return
		}
		_, err := writer.Write(e.Content)
		check(err)
	}
	check(writer.Close())
}

func list() {
	entries := []entry{}
	reader := tar.NewReader(os.Stdin)
	for {
		header, err := reader.Next()
		if err == io.EOF {
			break
		}
		check(err)
		sum := sha256.New()
		_, err = io.Copy(sum, reader)
		check(err)
		xattrs := map[string][]byte{}
		for key, value := range header.PAXRecords {
			if strings.HasPrefix(key, xattrKey) {
				xattrs[key[len(xattrKey):]] = []byte(value)
			}
		}
		entries = append(entries, entry{
			Name: header.Name, Flag: string(rune(header.Typeflag)), Mode: header.Mode, Uid: header.Uid, Gid: header.Gid,
			Mtime: header.ModTime.Unix(), Size: header.Size, Target: header.Linkname, DevMajor: header.Devmajor,
			DevMinor: header.Devminor, Xattrs: xattrs, Sha256: hex.EncodeToString(sum.Sum(nil)),
		})
	}
	check(json.NewEncoder(os.Stdout).Encode(entries))
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
