using System.Diagnostics.CodeAnalysis;
using Rollouts.Integrations.PlanFiles.Language;
using Rollouts.Integrations.PlanFiles.Shapes;

namespace Rollouts.Integrations.Outside.Http;

/// <summary>The keys by which a connection says where an HTTP system is and how this service is known there.</summary>
internal sealed class EndpointKeys
{
    private readonly Key<Uri> _address;
    private readonly AccessKeys _access = new();
    private readonly Key<TimeSpan> _timeout;

    /// <param name="where">One sentence about the address.</param>
    /// <param name="timeout">How long one call may take where nothing else is said.</param>
    public EndpointKeys(string where, TimeSpan timeout)
    {
        _address = Key.Required("address", Address, where);
        _timeout = Key.Optional("timeout", Timeout, timeout, $"The longest a call may take; {Spans.Say(timeout)}.");
    }

    /// <summary>Below this a healthy system would be given up on, above it nobody waits.</summary>
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

    /// <summary>For a connection that names its addresses in a way of its own.</summary>
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
