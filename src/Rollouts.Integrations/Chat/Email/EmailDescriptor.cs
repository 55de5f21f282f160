using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MimeKit;
using Rollouts.Domain.Connections;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Secrets;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Chat.Email;

/// <summary>E-mail: one connection is one mail server, with lists of addresses that plans name.</summary>
internal static class EmailDescriptor
{
    private const int LongestAddress = 254;

    private static readonly Shape<MailServer> Server = new TextShape<MailServer>(
        "plan.address-refused",
        "the host and port of a mail server, as in smtp.example.com:587",
        @"^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?:[0-9]{1,5}$",
        TryServer
    );

    private static readonly Shape<MailboxAddress> Address = new TextShape<MailboxAddress>(
        "plan.bad-text",
        "an e-mail address, as in releases@example.com",
        @"^[^\s@<>,;:()\[\]""\\]{1,64}@[A-Za-z0-9.-]{1,189}$",
        TryAddress
    );

    public static readonly TypedSettings<EmailSettings> Connection = new(Shape());

    public static readonly ChatDescriptor Descriptor = new()
    {
        Traits = new ChatTraits { Key = "email", Title = "e-mail" },
        Connection = Connection.Shape,
        Open = (settings, around) => new EmailClient(Connection.Read(settings), around),
    };

    private static MapShape<EmailSettings> Shape()
    {
        var server = Key.Required(
            "server",
            Server,
            "The host and port of the mail server, as in smtp.example.com:587."
        );
        var security = Key.Optional(
            "security",
            new ChoiceShape<MailSecurity>(
                ("startTls", MailSecurity.StartTls),
                ("tls", MailSecurity.Tls),
                ("none", MailSecurity.None)
            ),
            MailSecurity.StartTls,
            "startTls (port 587), tls (port 465), or none for a relay that needs no password; startTls."
        );
        var from = Key.Required("from", Address, "The address that messages are sent from.");
        var user = Key.Maybe("user", TextWords.Any, "The name at the mail server.");
        var password = Key.Maybe("password", SecretWords.Any, "Where the password is.");
        var lists = Key.Required(
            "lists",
            new NamedValuesShape<ValueList<MailboxAddress>>(
                "lists of addresses by name",
                NameWords.Pattern,
                Name.IsValid,
                Name.Rule,
                Lists.Of(Address)
            ),
            "The addresses of each list, by the name that plans use."
        );
        var dashboard = ChatKeys.Dashboard();
        var tls = Key.Optional("tls", AccessKeys.Tls, TlsSettings.None, "Certificates.");
        return new(
            "emailConnection",
            "a mail server",
            [server, security, from, user, password, lists, dashboard, tls],
            values =>
            {
                if (values.Has(user) != values.Has(password))
                {
                    values.Refuse("plan.missing-key", "user and password go together; one of them is missing");
                }
                else if (values.Has(password) && values.Get(security) == MailSecurity.None)
                {
                    values.Refuse("plan.one-of", "a password is sent over TLS only; set security to startTls or tls");
                }

                return new EmailSettings(
                    values.Get(server),
                    values.Get(security),
                    values.Get(from),
                    values.Get(user) is { } name && values.Get(password) is { } secret
                        ? new BasicLogin(name, secret)
                        : null,
                    values.Get(lists).ToImmutableDictionary(StringComparer.Ordinal),
                    values.Get(dashboard),
                    values.Get(tls)
                );
            }
        );
    }

    private static bool TryServer(string text, [MaybeNullWhen(false)] out MailServer server)
    {
        server = null;
        var colon = text.LastIndexOf(':');
        if (
            colon <= 0
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is 0 or > 65535
            || Uri.CheckHostName(text[..colon]) is not (UriHostNameType.Dns or UriHostNameType.IPv4)
        )
        {
            return false;
        }

        server = new MailServer(text[..colon], port);
        return true;
    }

    private static bool TryAddress(string text, [MaybeNullWhen(false)] out MailboxAddress address)
    {
        address = null;
        return text.Length <= LongestAddress
            && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || "<>,;:()[]\"\\".Contains(c))
            && text.Count(c => c == '@') == 1
            && MailboxAddress.TryParse(text, out address);
    }
}
