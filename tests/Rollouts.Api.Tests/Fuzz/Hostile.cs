using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rollouts.Api.Tests.Fuzz;

/// <summary>What somebody sends who means no good, or whose program is broken; the same for the same seed.</summary>
/// <param name="known">A rollout that is there, so that not every path ends at the first door.</param>
internal sealed class Hostile(Random random, string known)
{
    private static readonly string[] Texts =
    [
        "",
        " ",
        "shop",
        "staging",
        "prod",
        "v3",
        "1",
        "-1",
        "0",
        "9223372036854775808",
        "-9223372036854775809",
        "1e400",
        "NaN",
        "null",
        "true",
        "[]",
        "{}",
        "..",
        "../../etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "%00",
        "\0",
        "a\0b",
        "a/b",
        "a//b",
        "\\..\\",
        "rollout/x",
        "access/door",
        "'; drop table streams; --",
        "\" or \"\"=\"",
        "{{7*7}}",
        "${jndi:ldap://127.0.0.1/x}",
        "<script>alert(1)</script>",
        "\r\nX-Evil: 1",
        "\u202Eevil",
        "s\u200Bhop",
        "ѕhop",
        "İ",
        "ﬀ",
        "e\u0301",
        "\uD800",
        "\uFFFF",
        "💥",
        "2026-11-21T00:00:00Z",
        "2026-13-45T99:99:99Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999+14:00",
        "00000000000000000000000000000000",
        "=cmd|' /C calc'!A0",
        "*",
        "\"0.0.0\"",
        "\"999999999999.0.0\"",
        "checkout",
        "approve",
        "rollback",
    ];

    public bool Coin() => random.Next(2) == 0;

    public bool Seldom() => random.Next(8) == 0;

    public string Text() =>
        random.Next(20) switch
        {
            0 => new string('x', 1 << random.Next(4, 13)),
            1 => known,
            2 => new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(0x20, 0x3000))]),
            _ => Texts[random.Next(Texts.Length)],
        };

    /// <summary>A value that a header can carry at all.</summary>
    public string Line() => new([.. Text().Where(letter => letter is >= ' ' and <= '~')]);

    public static string Escaped(string text) =>
        Uri.EscapeDataString(text.Replace("\uD800", "\uFFFD", StringComparison.Ordinal));

    public string Plan() =>
        random.Next(10) switch
        {
            0 => new string('[', random.Next(5_000)),
            1 => "a: &a [x]\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"b{i}: [*a, *a, *a]\n")),
            2 => Text() + ": " + Text(),
            3 => Releases.Plan[..random.Next(Releases.Plan.Length)],
            4 => "service: !!python/object/apply:os.system ['true']\n",
            _ => Bent(Releases.Plan),
        };

    public byte[] Body(JsonElement schema, JsonElement document)
    {
        switch (random.Next(12))
        {
            case 0:
                return [];
            case 1:
                return Encoding.UTF8.GetBytes(new string('[', random.Next(100_000)));
            case 2:
                return [.. Enumerable.Range(0, random.Next(200)).Select(_ => (byte)random.Next(256))];
            case 3:
                return Encoding.UTF8.GetBytes("{\"a\":1,\"a\":2}");
            case 4:
                return new byte[random.Next(2_000_000)];
            default:
                var text = Value(schema, document, depth: 0)?.ToJsonString() ?? "null";
                return Encoding.UTF8.GetBytes(Seldom() ? Bent(text) : text);
        }
    }

    /// <summary>One letter is another one, gone, or there twice.</summary>
    private string Bent(string text)
    {
        var at = random.Next(text.Length);
        return random.Next(3) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, text[at].ToString()),
            _ => text.Remove(at, 1).Insert(at, ((char)random.Next(0x20, 0x7F)).ToString()),
        };
    }

    private JsonNode? Value(JsonElement schema, JsonElement document, int depth)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            schema = document
                .GetProperty("components")
                .GetProperty("schemas")
                .GetProperty(reference.GetString()!.Split('/')[^1]);
        }

        if (depth > 4 || random.Next(6) == 0)
        {
            return Anything();
        }

        if (schema.TryGetProperty("properties", out var properties))
        {
            var made = new JsonObject();
            foreach (var property in properties.EnumerateObject())
            {
                if (random.Next(10) > 0)
                {
                    made[property.Name] = Value(property.Value, document, depth + 1);
                }
            }

            if (Seldom())
            {
                made["unknown"] = Anything();
            }

            return made;
        }

        return schema.TryGetProperty("items", out var items)
            ? new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(items, document, depth + 1))])
            : Text(schema);
    }

    private JsonNode? Text(JsonElement schema) =>
        schema.TryGetProperty("enum", out var known) && Coin()
            ? JsonNode.Parse(known[random.Next(known.GetArrayLength())].GetRawText())
        : schema.TryGetProperty("type", out var type) && type.ToString().Contains("integer", StringComparison.Ordinal)
            ? JsonValue.Create(random.NextInt64(long.MinValue, long.MaxValue))
        : JsonValue.Create(Whole(Text()));

    private JsonNode? Anything() =>
        random.Next(7) switch
        {
            0 => null,
            1 => JsonValue.Create(random.NextDouble() * 1e308),
            2 => JsonValue.Create(Coin()),
            3 => new JsonArray(),
            4 => new JsonObject(),
            5 => JsonValue.Create(random.NextInt64()),
            _ => JsonValue.Create(Whole(Text())),
        };

    private static string Whole(string text) => text.Replace("\uD800", "\uFFFD", StringComparison.Ordinal);
}
