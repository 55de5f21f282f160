using Rollouts.Domain.Access;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.SignIn;

/// <summary>The part of the sign-in section that maps the authors of releases to persons of the provider.</summary>
internal static class AuthorWords
{
    /// <summary>A person of the section. The issuer is written once, above the list.</summary>
    internal sealed record Entry(string Subject, ValueList<string> Logins, ValueList<string> Emails);

    public static readonly Shape<ValueList<Entry>> All = Lists.Of(Person());

    public static AuthorDirectory Of(string issuer, ValueList<Entry> entries) =>
        new(
            entries
                .Select(entry => new AuthorMapping(new ActorId(issuer, entry.Subject), entry.Logins, entry.Emails))
                .ToValueList()
        );

    /// <summary>A login or address that two persons have; null if there is none.</summary>
    public static string? Ambiguous(ValueList<Entry> entries) =>
        entries
            .SelectMany(entry => entry.Logins.Concat(entry.Emails).Distinct(StringComparer.OrdinalIgnoreCase))
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(same => same.Count() > 1)
            ?.Key;

    private static MapShape<Entry> Person()
    {
        var subject = Key.Required("subject", TextWords.Any, "The person's subject ('sub') at the provider.");
        var logins = Key.Optional(
            "logins",
            Lists.Of(TextWords.Any),
            [],
            "Logins of the person at repositories and pipelines, in any capitals."
        );
        var emails = Key.Optional(
            "emails",
            Lists.Of(TextWords.Any),
            [],
            "Addresses under which the person commits, in any capitals."
        );
        return new(
            "signInAuthor",
            "a person with logins and addresses",
            [subject, logins, emails],
            values =>
            {
                if (values.Get(logins).IsEmpty && values.Get(emails).IsEmpty)
                {
                    values.Refuse(
                        "plan.missing-key",
                        "the person has no login and no address; give 'logins' or 'emails'"
                    );
                }

                if (values.Get(logins).FirstOrDefault(login => login.Contains('@')) is { } address)
                {
                    values.Refuse("plan.bad-value", $"'{address}' is an address; write it under 'emails'");
                }

                if (values.Get(emails).FirstOrDefault(email => !email.Contains('@')) is { } login)
                {
                    values.Refuse("plan.bad-value", $"'{login}' is no address; write it under 'logins'");
                }

                return new Entry(values.Get(subject), values.Get(logins), values.Get(emails));
            }
        );
    }
}
