using Rollouts.Api.Http;
using Rollouts.Engine.Audit;

namespace Rollouts.Api.Audit;

/// <summary>Reads a selection of records from a request.</summary>
internal static class AuditFilters
{
    public static AuditFilter Of(
        string? stream,
        string? @event,
        string? by,
        string? text,
        string? since,
        string? until
    ) => new(Names.Stream(stream), @event, by, text, Moments.Read("since", since), Moments.Read("until", until));
}
