using Rollouts.Integrations.Secrets;
using Rollouts.PlanFiles.Documents;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Http;

/// <summary>Headers that an administrator adds to each request of a connection.</summary>
internal static class HeaderWords
{
    /// <summary>Headers that belong to the connection itself. Setting them would break it.</summary>
    private static readonly string[] Reserved =
    [
        "Connection",
        "Content-Encoding",
        "Content-Length",
        "Content-Type",
        "Host",
        "Transfer-Encoding",
    ];

    private static readonly Shape<ExtraHeader> Value = new ByKindShape<ExtraHeader>(
        "a text, or { file: ... } or { env: ... } for a secret",
        (node => node is Mapping, SecretWords.Any.Into(secret => new ExtraHeader("", Value: null, secret))),
        (_ => true, TextWords.Any.Into(text => new ExtraHeader("", text, Secret: null)))
    );

    public static readonly Shape<ValueList<ExtraHeader>> Any = new NamedValuesShape<ExtraHeader>(
        "headers and their values",
        "^[A-Za-z0-9-]{1,64}$",
        IsName,
        "letters, digits and '-'; not a header that belongs to the connection itself",
        Value
    ).Into(pairs => pairs.Select(pair => pair.Value with { Name = pair.Key }).ToValueList());

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 64
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        && !Reserved.Contains(text, StringComparer.OrdinalIgnoreCase);
}
