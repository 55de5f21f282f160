using System.Diagnostics.CodeAnalysis;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Secrets;
using Rollouts.PlanFiles.Addresses;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Notify.Webhook;

/// <summary>The configuration keys for hooks: their addresses, and the secrets that sign the requests.</summary>
internal static class HookWords
{
    /// <summary>The new one and the old one, for as long as it takes to change it at both ends.</summary>
    private static readonly Shape<ValueList<Secret>> Secrets = new ListShape<Secret>(
        SecretWords.Any,
        least: 1,
        most: 2
    );

    private static readonly Shape<Uri> Address = new TextShape<Uri>(
        "plan.address-refused",
        "an http or https address without credentials and fragment",
        @"^https?://[^\s@#]{1,990}$",
        TryAddress
    );

    /// <summary>A hook that is connected under a name; it may be private.</summary>
    public static readonly TypedSettings<HookConnection> Connection = new(ConnectionShape());

    /// <summary>The settings for all addresses in plans.</summary>
    public static readonly TypedSettings<WebhookSettings> Everywhere = new(EverywhereShape());

    private static MapShape<HookConnection> ConnectionShape()
    {
        var address = Key.Required("address", Address, "The URL that is called; it may be private.");
        var secrets = Key.Optional(
            "secrets",
            Secrets,
            [],
            "The secrets that its requests are signed with; those of 'webhooks' where it is left out."
        );
        var access = new AccessKeys();
        return new(
            "hookConnection",
            "a hook",
            [address, secrets, .. access.All],
            values =>
            {
                var (credentials, tls) = access.Read(values);
                if (credentials.Headers.Any(header => Signature.IsHeader(header.Name)))
                {
                    values.Refuse("plan.bad-name", "headers that begin with 'webhook-' belong to the signature");
                }

                return new HookConnection(values.Get(address), values.Get(secrets), credentials, tls);
            }
        );
    }

    private static MapShape<WebhookSettings> EverywhereShape()
    {
        var secrets = Key.Required("secrets", Secrets, "The secrets that requests are signed with: one, or two.");
        var allow = Key.Optional(
            "allow",
            Lists.Of(
                new TextShape<Allowance>(
                    "plan.address-refused",
                    "a host with a dot in its name, an address, or a range of addresses such as 10.1.0.0/16",
                    @"^[0-9A-Za-z.:/-]{1,253}$",
                    Allowance.TryParse
                )
            ),
            [],
            "Private places that addresses in plans may stand for all the same."
        );
        return new(
            "webhooks",
            "how webhooks are called",
            [secrets, allow],
            values => new WebhookSettings(values.Get(secrets), new Allowances(values.Get(allow)))
        );
    }

    private static bool TryAddress(string text, [MaybeNullWhen(false)] out Uri address)
    {
        address = null;
        if (
            text.Length > 1000
            || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '@' or '#')
            || !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
        )
        {
            return false;
        }

        address = url;
        return true;
    }
}
