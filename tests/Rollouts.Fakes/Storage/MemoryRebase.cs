using Rollouts.Storage;
using Rollouts.Storage.Driving;

namespace Rollouts.Fakes.Storage;

/// <summary>Forgets times that a clock which was ahead may have written.</summary>
internal static class MemoryRebase
{
    public static int Rebase(MemoryTables tables, RebaseRequest request)
    {
        var now = tables.Now();
        foreach (var (id, rollout) in tables.Rollouts.Where(pair => pair.Value.Row is { EndedAt: null }))
        {
            var beyond = rollout.Row!.Status == "RollingBack" ? TimeSpan.Zero : request.Beyond;
            if (rollout.Due > now + beyond)
            {
                tables.SetDue(id, rollout, DueTime.Now);
            }
        }

        foreach (var (id, question) in tables.Questions.Where(pair => pair.Value.Due > now + request.Beyond))
        {
            tables.DueQuestions.Remove((question.Due, id));
            question.Due = now;
            tables.DueQuestions.Add((now, id));
        }

        foreach (var message in tables.Messages.Values.Where(message => message.Due > now))
        {
            message.Due =
                request == RebaseRequest.AfterAJump
                || message.Attempts == 0
                || message.Due > now + RebaseRequest.LongestPatience
                    ? now
                    : message.Due;
        }

        var leases = tables.Rollouts.Values.Concat<MemoryLease>(tables.Questions.Values).Concat(tables.Messages.Values);
        foreach (var lease in leases)
        {
            lease.EndBy(now + RebaseRequest.LongestLease);
        }

        foreach (var running in tables.Requests.Values.Where(one => one.Answer is null && one.ReceivedAt > now))
        {
            running.ReceivedAt = now;
        }

        return 0;
    }
}
