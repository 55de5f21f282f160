namespace Rollouts.Domain.Access;

/// <summary>
/// Maps the authors of a release to persons. Administrators own the mappings, so that a committer cannot choose the
/// person that a login or address maps to.
/// </summary>
public sealed record AuthorDirectory(ValueList<AuthorMapping> Mappings)
{
    public static AuthorDirectory Empty { get; } = new([]);

    /// <summary>The author with its identity, or without one if no mapping names it.</summary>
    public Author Find(string author) => new(author, Mappings.FirstOrDefault(mapping => mapping.Names(author))?.Person);

    public ValueList<Author> Find(ValueList<string> authors) => authors.Select(Find).ToValueList();
}
