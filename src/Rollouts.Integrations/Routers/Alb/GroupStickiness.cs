using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.Alb;

/// <summary>
/// Undoes the stickiness of target groups on the way back, because a weight of 0 does not take clients from a group to
/// which their cookie binds them. It is restored at a later shift, once those cookies have expired.
/// </summary>
internal sealed class GroupStickiness(ElbTags tags, AdapterContext around)
{
    /// <summary>Changes the stickiness of the rule, and returns what has to be remembered about it.</summary>
    public async Task<Answer<Memory>> DecideAsync(Shift shift, CancellationToken end)
    {
        var forward = shift.Rule.Forward;
        if (shift.IsRollback)
        {
            if (forward.Stickiness is not { } duration)
            {
                return Memory.None;
            }

            forward.Unstick();
            return new Memory.Add(new StickinessNote(duration, around.Clock.GetUtcNow()));
        }

        // Only Application Load Balancers have cookies.
        if (!shift.Splits || !shift.IsForward || ElbArn.IsNetworkListener(shift.Rule.Listener))
        {
            return Memory.None;
        }

        var arn = ArnOf(shift.Rule);
        var read = await tags.ReadAsync([arn], end).ConfigureAwait(false);
        if (!read.TryGet(out var all, out var fault))
        {
            return fault;
        }

        if (
            !all.TryGetValue(arn, out var known)
            || !known.TryGetValue(StickinessNote.Tag, out var text)
            || StickinessNote.Parse(text) is not { } note
        )
        {
            return Memory.None;
        }

        if (forward.Stickiness is null && around.Clock.GetUtcNow() < note.Until)
        {
            around.Remark(
                $"the group stickiness of {ElbArn.ResourceOf(arn)} stays off: cookies from before the last rollback, "
                    + $"which name the candidate, expire at {note.Until:u} only"
            );
            return Memory.None;
        }

        if (forward.Stickiness is null)
        {
            forward.Stick(note.Duration);
        }

        return Memory.Remove;
    }

    /// <summary>Remembers it after the write. The write stands, whether or not it can be remembered.</summary>
    public async Task<Answer<Done>> RememberAsync(Shift shift, Memory memory, AlbRoute where, CancellationToken end)
    {
        var arn = ArnOf(shift.Rule);
        var answer = memory switch
        {
            Memory.Add add => await tags.AddAsync(arn, StickinessNote.Tag, add.Note.ToString(), end)
                .ConfigureAwait(false),
            Memory.Removal => await tags.RemoveAsync(arn, StickinessNote.Tag, end).ConfigureAwait(false),
            _ => null,
        };
        if (answer is not null && !answer.TryGet(out _, out var fault))
        {
            around.Remark(
                $"tag '{StickinessNote.Tag}' of {where} cannot be changed, so its group stickiness has to "
                    + "be restored by "
                    + $"hand: {fault.Message}"
            );
        }

        return default(Done);
    }

    private static string ArnOf(ListenerRule rule) =>
        OwnRules.IsDefault(rule.Rule) ? rule.Listener : OwnRules.ArnOf(rule.Rule);

    /// <summary>What is to be remembered after a write.</summary>
    internal abstract record Memory
    {
        public static Memory None { get; } = new Nothing();

        public static Memory Remove { get; } = new Removal();

        public sealed record Nothing : Memory;

        public sealed record Removal : Memory;

        public sealed record Add(StickinessNote Note) : Memory;
    }
}
