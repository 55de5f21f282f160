using MailKit.Net.Smtp;
using MimeKit;

namespace Rollouts.Integrations.Chat.Email;

/// <summary>
/// Sends to a list: an address that the server refuses does not keep the message from the others. RFC 5321: a reply
/// from 400 on is for now, as of a server that takes a sender's first message at the second attempt only, and one from
/// 500 on is for good.
/// </summary>
internal sealed class ListSmtpClient : SmtpClient
{
    private readonly List<MailboxAddress> _refused = [];
    private SmtpResponse? _deferral;
    private SmtpResponse? _refusal;

    /// <summary>The addresses that the server takes later, if at all.</summary>
    public List<MailboxAddress> Deferred { get; } = [];

    /// <summary>The addresses that the server never takes.</summary>
    public IReadOnlyList<MailboxAddress> Refused => _refused;

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        if ((int)response.StatusCode < 500)
        {
            Deferred.Add(mailbox);
            _deferral = response;
        }
        else
        {
            _refused.Add(mailbox);
            _refusal = response;
        }
    }

    protected override void OnNoRecipientsAccepted(MimeMessage message)
    {
        var response = _deferral ?? _refusal;
        throw new SmtpCommandException(
            SmtpErrorCode.RecipientNotAccepted,
            response?.StatusCode ?? SmtpStatusCode.MailboxUnavailable,
            response?.Response ?? "no address was accepted"
        );
    }
}
