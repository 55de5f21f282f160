using System.Collections.Immutable;
using MimeKit;
using Rollouts.Integrations.Http;

namespace Rollouts.Integrations.Chat.Email;

/// <summary>How an administrator has connected a mail server.</summary>
/// <param name="Login">Null if the server takes mail from this host without a password.</param>
/// <param name="Lists">The addresses of each list, by the name that plans use.</param>
/// <param name="Dashboard">Where people reach the dashboard; ends with a slash.</param>
internal sealed record EmailSettings(
    MailServer Server,
    MailSecurity Security,
    MailboxAddress From,
    BasicLogin? Login,
    ImmutableDictionary<string, ValueList<MailboxAddress>> Lists,
    Uri Dashboard,
    TlsSettings Tls
);

internal sealed record MailServer(string Host, int Port)
{
    public override string ToString() => $"{Host}:{Port}";
}

/// <summary>How the connection to the mail server is protected.</summary>
internal enum MailSecurity
{
    /// <summary>The connection begins in the clear and changes to TLS before a password or a message is sent.</summary>
    StartTls,

    /// <summary>The connection is TLS from its first byte.</summary>
    Tls,

    /// <summary>A relay on the same host or network. No password is sent.</summary>
    None,
}
