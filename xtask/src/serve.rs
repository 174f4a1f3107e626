//! A static file server for one folder, for this machine only.
//!
//! It serves the very files that ship, never caches, and listens on the loopback address alone.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The port that is tried first.
pub const DEFAULT_PORT: u16 = 8080;

/// A request's head may take this long and this many bytes.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
const HEAD_LIMIT: u64 = 16 * 1024;

/// The port of that name.
pub fn port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| format!("--port {text} is not a port; give a number from 0 to 65535"))
}

/// Serves `folder` until the program is stopped.
pub fn serve(folder: &Path, port: u16) -> Result<(), String> {
    let folder = folder
        .canonicalize()
        .map_err(|error| format!("{}: {error}; `cargo xtask build` makes it", folder.display()))?;
    let listener = listen(port)?;
    let address =
        listener.local_addr().map_err(|error| format!("the server has no address: {error}"))?;
    println!("\nAOLO Lab is at http://{address}/  (Ctrl-C stops it)");
    for stream in listener.incoming() {
        let folder = folder.clone();
        // A connection that breaks is the browser's business; the next one is served all the same.
        std::thread::spawn(move || stream.and_then(|stream| answer(stream, &folder)));
    }
    Ok(())
}

/// Listens on `port`, or on a free one if that is taken.
fn listen(port: u16) -> Result<TcpListener, String> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            println!("port {port} is taken, so a free one is used");
            TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        }
        result => result,
    }
    .map_err(|error| format!("cannot listen on 127.0.0.1:{port}: {error}; try another --port"))
}

fn answer(stream: TcpStream, folder: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(HEAD_TIMEOUT))?;
    let mut head = BufReader::new(stream.try_clone()?.take(HEAD_LIMIT)).lines();
    let first = head.next().transpose()?.unwrap_or_default();
    // Read to the blank line: closing with unread bytes would reset the connection.
    for line in head {
        if line?.is_empty() {
            break;
        }
    }
    let (status, kind, body) = respond(&first, folder);
    let mut stream = stream;
    write!(
        stream,
        "HTTP/1.1 {status}\r\n\
         Content-Type: {kind}\r\n\
         Content-Length: {}\r\n\
         Cache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\n\
         Connection: close\r\n\r\n",
        body.len()
    )?;
    if !first.starts_with("HEAD ") {
        stream.write_all(&body)?;
    }
    stream.flush()
}

/// Status, content type and body for a request line such as `GET /ui.js?v=1 HTTP/1.1`.
fn respond(request: &str, folder: &Path) -> (&'static str, &'static str, Vec<u8>) {
    let plain = |status: &'static str| (status, "text/plain; charset=utf-8", Vec::from(status));
    let mut words = request.split(' ');
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return plain("400 Bad Request");
    };
    if method != "GET" && method != "HEAD" {
        return plain("405 Method Not Allowed");
    }
    let Some(relative) = relative_path(target) else {
        return plain("400 Bad Request");
    };
    // A link inside the folder may still lead out of it, so the real place is looked at too.
    match folder.join(relative).canonicalize() {
        Ok(file) if file.starts_with(folder) && file.is_file() => match fs::read(&file) {
            Ok(body) => ("200 OK", content_type(&file), body),
            Err(_) => plain("500 Internal Server Error"),
        },
        _ => plain("404 Not Found"),
    }
}

/// The file inside the folder that a request names, or nothing if the name is not a plain one.
fn relative_path(target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = percent_decode(path)?;
    let path = if path.is_empty() || path.ends_with('/') { path + "index.html" } else { path };
    let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
    path.split('/').all(plain).then(|| PathBuf::from(path))
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push((high * 16 + low) as u8);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The content type; browsers refuse modules and streamed WebAssembly that come under another.
fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_are_decoded_and_folders_mean_their_index() {
        let path = |target| relative_path(target).map(|path| path.to_string_lossy().into_owned());
        assert_eq!(path("/").as_deref(), Some("index.html"));
        assert_eq!(path("/about/").as_deref(), Some("about/index.html"));
        assert_eq!(path("/www/boot.js?v=1#x").as_deref(), Some("www/boot.js"));
        assert_eq!(path("/a%20b.txt").as_deref(), Some("a b.txt"));
    }

    #[test]
    fn names_that_could_leave_the_folder_are_refused() {
        for target in [
            "",
            "x",
            "/..",
            "/../x",
            "/a/../../x",
            "/%2e%2e/x",
            "/a/%2E./x",
            "/..%2fx",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/a\\..\\x",
            "/%5c%5chost",
            "/c:/x",
            "/a%00",
            "/%",
            "/%4",
            "/%zz",
            "/%ff",
        ] {
            assert_eq!(relative_path(target), None, "{target}");
        }
    }

    #[test]
    fn links_out_of_the_folder_are_not_followed() {
        let base = std::env::temp_dir().join(format!("aolo-serve-{}", std::process::id()));
        let folder = base.join("dist");
        fs::create_dir_all(&folder).unwrap();
        fs::write(base.join("secret"), "secret").unwrap();
        fs::write(folder.join("page.html"), "page").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(base.join("secret"), folder.join("link")).unwrap();
        let folder = folder.canonicalize().unwrap();
        let found = respond("GET /page.html HTTP/1.1", &folder);
        let link = respond("GET /link HTTP/1.1", &folder);
        let post = respond("POST /page.html HTTP/1.1", &folder);
        fs::remove_dir_all(&base).unwrap();
        assert_eq!(found, ("200 OK", "text/html; charset=utf-8", b"page".to_vec()));
        assert_eq!(link.0, "404 Not Found");
        assert_eq!(post.0, "405 Method Not Allowed");
    }

    #[test]
    fn a_taken_port_is_replaced_by_a_free_one() {
        let first = listen(0).unwrap();
        let port = first.local_addr().unwrap().port();
        let second = listen(port).unwrap();
        assert_ne!(second.local_addr().unwrap().port(), port);
    }

    #[test]
    fn content_types_are_the_ones_browsers_ask_for() {
        assert_eq!(content_type(Path::new("ui_bg.wasm")), "application/wasm");
        assert_eq!(content_type(Path::new("ui.js")), "text/javascript; charset=utf-8");
        assert_eq!(content_type(Path::new("LICENSE")), "application/octet-stream");
    }
}
