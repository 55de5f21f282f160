using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Domain.Plans.Checks;

namespace Rollouts.Engine.Tests;

/// <summary>A query language in which every text is a query.</summary>
internal sealed class PlainLanguage : IQueryLanguage
{
    public bool Claims(Query query) => true;

    public IEnumerable<QueryComplaint> Review(Query query, QueryUse use, Func<string, bool> isFilled) => [];

    public Query Fill(Query query, Func<string, string?> values) =>
        new(query.Body.MapTexts(text => Template.Expand(text, values, (_, value) => value)));
}
