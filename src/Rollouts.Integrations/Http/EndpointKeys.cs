using System.Diagnostics.CodeAnalysis;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Http;

/// <summary>The configuration keys for the address of an HTTP system and the credentials for it.</summary>
internal sealed class EndpointKeys
{
    private readonly Key<Uri> _address;
    private readonly AccessKeys _access = new();
    private readonly Key<TimeSpan> _timeout;

    /// <param name="where">One sentence about the address.</param>
    /// <param name="timeout">The default timeout of one call.</param>
    public EndpointKeys(string where, TimeSpan timeout)
    {
        _address = Key.Required("address", Address, where);
        _timeout = Key.Optional("timeout", Timeout, timeout, $"The longest a call may take; {Spans.Say(timeout)}.");
    }

    /// <summary>
    /// A shorter timeout would fail calls of a healthy system, and a longer one would only delay a failure.
    /// </summary>
    public static Shape<TimeSpan> Timeout { get; } =
        new TextShape<TimeSpan>(
            "plan.bad-duration",
            "a time-out from 100ms to 1m",
            TimeWords.SpanPattern,
            (string text, out TimeSpan span) =>
                Spans.TryParse(text, out span)
                && span >= TimeSpan.FromMilliseconds(100)
                && span <= TimeSpan.FromMinutes(1)
        );

    public static Shape<Uri> Address { get; } =
        new TextShape<Uri>(
            "plan.address-refused",
            "an http or https address without credentials, query or fragment",
            @"^https?://[^\s@?#]{1,990}$",
            TryAddress
        );

    public IReadOnlyList<Key> All => [_address, .. WithoutAddress];

    /// <summary>For a connection that defines its own keys for addresses.</summary>
    public IReadOnlyList<Key> WithoutAddress => [.. _access.All, _timeout];

    public Endpoint Read(KeyValues values) => Read(values, values.Get(_address));

    public Endpoint Read(KeyValues values, Uri address)
    {
        var (credentials, tls) = _access.Read(values);
        return new Endpoint(address, credentials, tls, values.Get(_timeout));
    }

    private static bool TryAddress(string text, [MaybeNullWhen(false)] out Uri address)
    {
        address = null;
        if (
            text.Length > 1000
            || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '@' or '?' or '#')
            || !Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
        )
        {
            return false;
        }

        address = url;
        return true;
    }
}
