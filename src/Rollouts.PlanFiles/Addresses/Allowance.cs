using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Rollouts.PlanFiles.Addresses;

/// <summary>
/// A private destination that plans may call: a host name, with any address that it resolves to, or a range of
/// addresses.
/// </summary>
public abstract record Allowance
{
    private Allowance() { }

    public sealed record Host(string Name) : Allowance
    {
        public bool Is(string host) => string.Equals(host.TrimEnd('.'), Name, StringComparison.OrdinalIgnoreCase);
    }

    public sealed record Network(IPNetwork Range) : Allowance
    {
        public bool Has(IPAddress address) =>
            Range.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
    }

    /// <summary>
    /// Parses a host, an address or a range, as in <c>ci.example.com</c>, <c>10.1.2.3</c> or <c>10.1.0.0/16</c>. An
    /// ambiguous form is refused.
    /// </summary>
    public static bool TryParse(string text, [MaybeNullWhen(false)] out Allowance allowance)
    {
        allowance =
            IPNetwork.TryParse(text, out var range) && range.ToString() == text ? new Network(range)
            : IPAddress.TryParse(text, out var address) && address.ToString() == text
                ? new Network(new IPNetwork(address, address.GetAddressBytes().Length * 8))
            : IsHost(text) ? new Host(text)
            : null;
        return allowance is not null;
    }

    // A name that no plan may write is useless here. A last label that starts with a digit would be an address in an
    // unusual form.
    private static bool IsHost(string text) =>
        text.Length <= 253
        && text.Split('.') is { Length: > 1 } parts
        && Array.TrueForAll(parts, IsLabel)
        && !char.IsAsciiDigit(parts[^1][0])
        && PublicAddress.Refusal($"https://{text}/") is null;

    private static bool IsLabel(string part) =>
        part.Length is > 0 and <= 63
        && part.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
        && part[0] != '-'
        && part[^1] != '-';
}
