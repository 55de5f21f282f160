using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Rollouts.Domain.Connections;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.Integrations.Ci.Hmac;

/// <summary>Describes pipelines that sign with a shared secret without following a standard.</summary>
internal static class HmacDescriptor
{
    private static readonly SecretKeys Secrets = new("secret", "Where the secret is that it signs with.");

    private static readonly Key<string> Header = Key.Required(
        "header",
        HeaderName.Shape,
        "The header in which the signature comes."
    );

    private static readonly Key<string> Prefix = Key.Optional(
        "prefix",
        Text("what stands before a signature", text => text.Length <= 40),
        "",
        "What stands before the signature, as in 'sha256='."
    );

    private static readonly Key<Algorithm> Hash = Key.Optional(
        "algorithm",
        new ChoiceShape<Algorithm>(("sha256", Algorithm.Sha256), ("sha512", Algorithm.Sha512)),
        Algorithm.Sha256,
        "sha256 or sha512; sha256."
    );

    private static readonly Key<Encoding> Encoded = Key.Optional(
        "encoding",
        new ChoiceShape<Encoding>(("hex", Encoding.Hex), ("base64", Encoding.Base64)),
        Encoding.Hex,
        "hex or base64; hex."
    );

    private static readonly Key<string?> Timestamp = Key.Maybe(
        "timestamp",
        HeaderName.Shape,
        "The header with the seconds since 1970; a message more than five minutes off is refused."
    );

    private static readonly Key<string?> Id = Key.Maybe("id", HeaderName.Shape, "The header with the delivery's id.");

    private static readonly Key<string> Signed = Key.Optional(
        "signed",
        Text(
            "what is signed: text with {body} once, and {timestamp}, {id} and {kind}",
            text => text.Length <= 200 && text.Split("{body}").Length == 2
        ),
        "{body}",
        "What is signed, as in '{timestamp}.{body}'; {body}."
    );

    private static readonly Key<string?> Kind = Key.Maybe(
        "kind",
        HeaderName.Shape,
        "The header that says what happened; 'type' in the body where it is left out. {kind} in 'signed' signs it too."
    );

    private static readonly TypedSettings<HmacSettings> Connection = new(
        new MapShape<HmacSettings>(
            "hmacConnection",
            "a pipeline that signs",
            [.. Secrets.All, Header, Prefix, Hash, Encoded, Timestamp, Id, Signed, Kind],
            Read
        )
    );

    public static readonly CiDescriptor Descriptor = new()
    {
        Traits = new PipelineTraits { Key = "hmac", Title = "HMAC" },
        Connection = Connection.Shape,
        Open = settings => new HmacSender(Connection.Read(settings)),
    };

    private enum Algorithm
    {
        Sha256,
        Sha512,
    }

    private enum Encoding
    {
        Hex,
        Base64,
    }

    private static HmacSettings Read(KeyValues values)
    {
        var settings = new HmacSettings(
            Secrets.Read(values),
            values.Get(Header),
            values.Get(Prefix),
            values.Get(Hash) == Algorithm.Sha512 ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256,
            values.Get(Encoded) == Encoding.Hex,
            values.Get(Timestamp),
            values.Get(Id),
            values.Get(Signed),
            values.Get(Kind)
        );
        if (settings.SignsTimestamp != (settings.Timestamp is not null))
        {
            // An unsigned timestamp would protect against nothing, because a replay can carry any timestamp.
            values.Refuse("plan.one-of", "'timestamp' and {timestamp} in 'signed' go together");
        }

        if (settings.SignsId && settings.Id is null)
        {
            values.Refuse("plan.one-of", "{id} in 'signed' needs the header, 'id'");
        }

        if (settings.SignsKind && settings.Kind is null)
        {
            values.Refuse("plan.one-of", "{kind} in 'signed' needs the header, 'kind'");
        }

        return settings;
    }

    private static TextShape<string> Text(string what, Func<string, bool> isRight) =>
        new(
            "plan.bad-text",
            what,
            "^[ -~]{0,200}$",
            (string text, [MaybeNullWhen(false)] out string value) =>
            {
                value = text;
                return text.All(c => c is >= ' ' and <= '~') && isRight(text);
            }
        );
}
