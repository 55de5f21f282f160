using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Rollouts.Integrations.Http;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.Secrets;

namespace Rollouts.Integrations.Chat.Email;

/// <summary>
/// Sends e-mail to lists of addresses. A mail proves no identity, so that nothing is decided by an answer to it: each
/// message leads to the dashboard.
/// </summary>
internal sealed class EmailClient(EmailSettings settings, AdapterContext around) : IChatClient
{
    /// <summary>The outbox gives up on a call after ten seconds.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    private readonly string _whom = $"the mail server {settings.Server}";
    private readonly ReceivedMail _received = new();

    public async Task<Answer<ChatMessageId>> PostAsync(string channel, ChatCard card, CancellationToken cancellation)
    {
        if (!settings.Lists.TryGetValue(channel, out var addresses))
        {
            return new Fault(FaultKind.NotFound, $"no list of addresses is connected as '{channel}'");
        }

        string? password = null;
        if (settings.Login is { } login)
        {
            var found = await SecretReader.ReadAsync(login.Password, cancellation).ConfigureAwait(false);
            if (!found.TryGet(out password, out var missing))
            {
                return missing;
            }
        }

        using var message = EmailMessages.Of(
            card,
            settings.From,
            addresses,
            settings.Dashboard,
            around.Clock.GetUtcNow()
        );
        var id = EmailMessages.IdOf(card, settings.From);
        var missed = _received.Missing(id, addresses);
        return await new BoundedCall(_whom, Longest, around.Clock)
            .RunAsync<ChatMessageId>(
                async end =>
                {
                    if (await SendAsync(message, id, missed, password, end).ConfigureAwait(false) is { } fault)
                    {
                        return fault;
                    }

                    return new ChatMessageId(channel, id);
                },
                cancellation
            )
            .ConfigureAwait(false);
    }

    public void Dispose() { }

    private async Task<Fault?> SendAsync(
        MimeMessage message,
        string id,
        List<MailboxAddress> to,
        string? password,
        CancellationToken cancellation
    )
    {
        using var smtp = new ListSmtpClient();
        try
        {
            await OpenAsync(smtp, password, cancellation).ConfigureAwait(false);
            await smtp.SendAsync(message, settings.From, to, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (FaultOf(e) is { } fault)
        {
            return fault;
        }

        foreach (var address in smtp.Refused)
        {
            around.Remark($"{_whom} refused the address {address.Address}");
        }

        _received.Add(id, to.Except(smtp.Deferred));
        await LeaveAsync(smtp, cancellation).ConfigureAwait(false);
        return smtp.Deferred.Count == 0
            ? null
            : new Fault(FaultKind.Throttled, $"{_whom} takes the message for {smtp.Deferred[0].Address} later");
    }

    private async Task OpenAsync(ListSmtpClient smtp, string? password, CancellationToken cancellation)
    {
        Secure(smtp);
        await smtp.ConnectAsync(
                settings.Server.Host,
                settings.Server.Port,
                settings.Security switch
                {
                    MailSecurity.StartTls => SecureSocketOptions.StartTls,
                    MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
                    _ => SecureSocketOptions.None,
                },
                cancellation
            )
            .ConfigureAwait(false);
        if (password is not null)
        {
            await smtp.AuthenticateAsync(settings.Login!.User, password, cancellation).ConfigureAwait(false);
        }
    }

    private void Secure(SmtpClient smtp)
    {
        var trust = Trust.Options(settings.Tls);
        smtp.ServerCertificateValidationCallback = trust.RemoteCertificateValidationCallback;
        // As for HTTP connections: a list of revoked certificates that cannot be reached would hold up each message.
        smtp.CheckCertificateRevocation = false;
        if (trust.LocalCertificateSelectionCallback?.Invoke(this, settings.Server.Host, [], null, []) is { } own)
        {
            smtp.ClientCertificates = [own];
        }
    }

    // The server has the message: a failure now is none, and to report one would send it twice.
    private static async Task LeaveAsync(SmtpClient smtp, CancellationToken cancellation)
    {
        try
        {
            await smtp.DisconnectAsync(quit: true, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ProtocolException or OperationCanceledException) { }
    }

    private Fault? FaultOf(Exception failure) =>
        failure switch
        {
            SslHandshakeException tls => new Fault(
                FaultKind.Denied,
                $"{_whom} and this service do not trust each other: {(tls.InnerException ?? tls).Message}"
            ),
            AuthenticationException => new Fault(FaultKind.Denied, $"{_whom} refused the user or the password"),
            // MailKit says so where the server offers neither TLS nor a way to sign in.
            NotSupportedException missing => new Fault(FaultKind.Unusable, $"{_whom} cannot do it: {missing.Message}"),
            SmtpCommandException command => OfCommand(command),
            SmtpProtocolException => new Fault(FaultKind.Broken, $"{_whom} broke off in the middle of its answer"),
            _ => null,
        };

    // RFC 5321: a reply from 400 on is for now, one from 500 on is for good.
    private Fault OfCommand(SmtpCommandException command) =>
        new(
            (int)command.StatusCode switch
            {
                421 or 450 or 451 or 452 => FaultKind.Throttled,
                < 500 => FaultKind.Broken,
                530 or 535 => FaultKind.Denied,
                _ => FaultKind.Refused,
            },
            $"{_whom} refused the message with {(int)command.StatusCode}: {ForeignText.Quoted(command.Message)}"
        );
}
