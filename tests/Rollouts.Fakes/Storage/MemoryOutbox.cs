using Rollouts.Storage;
using Rollouts.Storage.Driving;
using Rollouts.Storage.Outbox;

namespace Rollouts.Fakes.Storage;

internal sealed class MemoryOutbox(MemoryTables tables) : IOutbox
{
    private const string Door = "Outbox";

    public Task<Claimed<ClaimedMessage>> ClaimAsync(ClaimRequest request, CancellationToken cancellation) =>
        tables.Run(Door, nameof(ClaimAsync), () => Claim(request), cancellation);

    public Task SettleAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(SettleAsync),
            () =>
            {
                var now = tables.Now();
                foreach (var delivery in deliveries)
                {
                    Settle(delivery, now);
                }

                return deliveries.Count;
            },
            cancellation
        );

    public Task<ValueList<DeadMessage>> DeadAsync(MessageId after, int atMost, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(DeadAsync),
            () =>
                tables
                    .Messages.Where(message => message.Key > after.Number && message.Value.IsDead)
                    .Take(atMost)
                    .Select(message => new DeadMessage(
                        new MessageId(message.Key),
                        message.Value.Message,
                        message.Value.WrittenAt,
                        message.Value.Attempts,
                        message.Value.Error!
                    ))
                    .ToValueList(),
            cancellation
        );

    public Task<bool> SendAgainAsync(MessageId id, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(SendAgainAsync),
            () =>
            {
                if (!tables.Messages.TryGetValue(id.Number, out var message) || !message.IsDead)
                {
                    return false;
                }

                (message.IsDead, message.Attempts, message.Due) = (false, 0, tables.Now());
                tables.OpenMessages.Add(id.Number);
                return true;
            },
            cancellation
        );

    public Task<int> ForgetSentAsync(Instant before, CancellationToken cancellation) =>
        tables.Run(
            Door,
            nameof(ForgetSentAsync),
            () =>
            {
                var old = tables.Messages.Where(message => message.Value.SentAt < before).ToList();
                foreach (var (number, message) in old)
                {
                    tables.Messages.Remove(number);
                    tables.MessageKeys.Remove((message.Message.Stream, message.Message.Channel, message.Message.Key));
                }

                return old.Count;
            },
            cancellation
        );

    private Claimed<ClaimedMessage> Claim(ClaimRequest request)
    {
        var now = tables.Now();
        var heads = new HashSet<(StreamName, string)>();
        var claimed = tables
            .OpenMessages.Select(number => (Number: number, Row: tables.Messages[number]))
            .Where(message => heads.Add((message.Row.Message.Stream, message.Row.Message.Channel)))
            .Where(message => (message.Row.Due <= now || message.Row.Attempts == 0) && message.Row.IsFree(now))
            .OrderBy(message => message.Row.Due)
            .ThenBy(message => message.Number)
            .Take(request.AtMost)
            .ToList();
        return new Claimed<ClaimedMessage>(
            now,
            claimed
                .Select(message => new ClaimedMessage(
                    new MessageId(message.Number),
                    message.Row.Message,
                    message.Row.WrittenAt,
                    message.Row.Attempts++,
                    tables.Take(message.Row, now + request.For)
                ))
                .ToValueList()
        );
    }

    private void Settle(Delivery delivery, Instant now)
    {
        if (!tables.Messages.TryGetValue(delivery.Id.Number, out var message) || !message.IsHeld(delivery.Lease))
        {
            return;
        }

        message.LetGo();
        switch (delivery)
        {
            case Delivery.Sent:
                message.SentAt = now;
                tables.OpenMessages.Remove(delivery.Id.Number);
                break;
            case Delivery.Later later:
                (message.Due, message.Error) = (later.At, later.Error);
                break;
            case Delivery.Deferred deferred:
                (message.Due, message.Attempts) = (deferred.At, 1);
                break;
            case Delivery.Dead dead:
                (message.IsDead, message.Error) = (true, dead.Error);
                tables.OpenMessages.Remove(delivery.Id.Number);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
