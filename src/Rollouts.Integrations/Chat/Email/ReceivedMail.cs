using MimeKit;

namespace Rollouts.Integrations.Chat.Email;

/// <summary>
/// The addresses that have a message already, while others of its list wait for a further attempt. It is not stored:
/// after a restart an address may get a message again, under the same id.
/// </summary>
internal sealed class ReceivedMail
{
    private const int MostMessages = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<MailboxAddress>> _received = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = [];

    /// <summary>The addresses of a list that do not have the message; all of them once each has it.</summary>
    public List<MailboxAddress> Missing(string message, ValueList<MailboxAddress> list)
    {
        lock (_lock)
        {
            var received = _received.GetValueOrDefault(message) ?? [];
            var missing = list.Where(address => !received.Contains(address)).ToList();
            return missing.Count > 0 ? missing : [.. list];
        }
    }

    public void Add(string message, IEnumerable<MailboxAddress> addresses)
    {
        lock (_lock)
        {
            if (!_received.TryGetValue(message, out var received))
            {
                _received[message] = received = [];
                _order.Enqueue(message);
            }

            received.UnionWith(addresses);
            if (_order.Count > MostMessages)
            {
                _received.Remove(_order.Dequeue());
            }
        }
    }
}
