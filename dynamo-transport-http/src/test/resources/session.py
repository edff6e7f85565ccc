# -*- coding: utf-8 -*-
# Runs under Python 2.7 and 3: the session of Dynamite's README, then every type.
import datetime
import socket
import sys

try:
    import xmlrpclib
except ImportError:
    import xmlrpc.client as xmlrpclib

socket.setdefaulttimeout(20)
url = sys.argv[1]
python3 = sys.version_info[0] == 3


def check(actual, expected, what):
    if actual != expected or type(actual) is not type(expected):
        raise SystemExit("%s: %r is not %r" % (what, actual, expected))


# The session, as it was typed
proxy = xmlrpclib.ServerProxy(url)
check(proxy.put("john", "novatnack"), '200', "first put")
check(proxy.put("john", "a later novatnack"), '200', "second put")
check(proxy.get("john"), 'a later novatnack', "get")
proxy2 = xmlrpclib.ServerProxy(url + "/")
check(proxy.put('abc', '123'), '200', "put")
check(proxy2.get('abc'), '123', "get through the other proxy")
check(proxy.put('abc', '456', 'any context'), '200', "put with a context")
check(proxy2.get('abc'), '456', "get after it")

# Every type
nan = float("nan")
values = [
    "", " ", "text", "a\nb\tc", "a\rb\r\nc", "\r", "<&>]]>\"'", u"gr\xfc\xdfe \u20ac \U0001f600 \ufffd",
    0, 1, -1, 2147483647, -2147483648,
    0.0, -1.5, 1e300, 5e-324, 0.1, 1.7976931348623157e308, float("inf"), float("-inf"),
    True, False,
    u"x" * 50000,
]
for value in values:
    for p in (proxy, proxy2):
        check(p.put("k", value), '200', "put %r" % (value,))
        got = p.get("k")
        if not python3 and isinstance(value, type(u"")) and isinstance(got, str):
            value = str(value)
        check(got, value, "get")
check(proxy.put("k", nan), '200', "put nan")
got = proxy.get("k")
if got == got or type(got) is not float:
    raise SystemExit("nan came back as %r" % got)

# Binary and dates have wrappers of their own
data = bytes(bytearray(range(256))) * 100
check(proxy.put("k", xmlrpclib.Binary(data)), '200', "put binary")
got = proxy.get("k")
if not isinstance(got, xmlrpclib.Binary) or got.data != data:
    raise SystemExit("binary came back as %r" % got)
check(proxy.put("k", xmlrpclib.Binary(b"")), '200', "put empty binary")
check(proxy.get("k").data, b"", "get empty binary")
date = datetime.datetime(2009, 3, 14, 15, 9, 26)
check(proxy.put("k", date), '200', "put date")
got = proxy.get("k")
if not isinstance(got, xmlrpclib.DateTime) or got.value != "20090314T15:09:26":
    raise SystemExit("date came back as %r" % got)
if python3:
    check(proxy.put("k", data), '200', "put bytes")
    check(xmlrpclib.ServerProxy(url, use_builtin_types=True).get("k"), data, "get bytes")
    check(proxy.put("k", date), '200', "put date")
    check(xmlrpclib.ServerProxy(url, use_builtin_types=True).get("k"), date, "get date")

# Keys are any string
for key in ["", " ", u"schl\xfcssel \u20ac", "a/b?c%2F", "k" * 4096]:
    check(proxy.put(key, "v"), '200', "put under %r" % key)
    check(proxy.get(key), "v", "get %r" % key)

# What cannot be kept is refused, and what was there stays
nils = xmlrpclib.ServerProxy(url, allow_none=True)
check(nils.get("nothing"), None, "get of a missing key")
check(proxy.put("k", "stays"), '200', "put")
for value in [None, [], [1, "a"], {}, {"a": {"b": [None]}}, "\0", "a\x01b", u"\ufffe"]:
    check(nils.put("k", value), '400', "put %r" % (value,))
    check(proxy.get("k"), "stays", "get after it")
if python3:
    check(proxy.put("k", "\ud800"), '400', "put of half a character")
for key in [1, 1.5, True, None, ["k"], {"k": 1}, xmlrpclib.Binary(b"k"), "k" * 4097, "a\0b"]:
    check(nils.put(key, "v"), '400', "put under %r" % (key,))
for key in [1, True, None, ["k"], "k" * 4097]:
    check(nils.get(key), None, "get %r" % (key,))
check(proxy.put("k", "v" * 100001), '400', "put of too large a value")
check(nils.put("k", "with nil", None), '200', "put with nil as context")
check(nils.put("k", "with struct", {"a": 1}), '200', "put with a struct as context")
check(proxy.get("k"), "with struct", "get after it")

# Faults
for call in (lambda: proxy.delete("k"), lambda: proxy.put("k"), lambda: proxy.get(),
             lambda: proxy.put("a", "b", "c", "d"), lambda: proxy.get("a", "b"),
             lambda: proxy.system.listMethods()):
    try:
        raise SystemExit("no fault but %r" % call())
    except xmlrpclib.Fault as fault:
        check(fault.faultCode, 1, "fault code")
try:
    raise SystemExit("no error but %r" % xmlrpclib.ServerProxy(url + "/other").get("k"))
except xmlrpclib.ProtocolError as error:
    check(error.errcode, 404, "another path")


# Requests in gzip, which the transport sends when told to
class Gzip(xmlrpclib.Transport):
    encode_threshold = 0


zipped = xmlrpclib.ServerProxy(url, transport=Gzip())
check(zipped.put("k", "zipped" * 10000), '200', "put in gzip")
check(zipped.get("k"), "zipped" * 10000, "get in gzip")
print("all as it should be")
