namespace Rollouts.Domain;

/// <summary>An author of a release, or the caller who started it.</summary>
/// <param name="Name">The login, e-mail address or name under which the author was given; for display only.</param>
/// <param name="Id">Null if the name matches no person that administrators have mapped.</param>
public sealed record Author(string Name, ActorId? Id)
{
    public static Author Of(Actor actor) => new(actor.Name, actor.Id);

    /// <summary>The authors of both lists, each person once.</summary>
    public static ValueList<Author> Union(ValueList<Author> some, ValueList<Author> others) =>
        some.Concat(others)
            .DistinctBy(author => author.Id is { } id ? (object)id : author.Name.ToUpperInvariant())
            .ToValueList();
}
