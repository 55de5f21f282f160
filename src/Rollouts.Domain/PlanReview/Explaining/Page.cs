using System.Text;

namespace Rollouts.Domain.PlanReview.Explaining;

/// <summary>Lines of text in columns.</summary>
internal sealed class Page
{
    private const int Column = 18;

    private readonly StringBuilder _text = new();

    public void Line(string text) => _text.Append(text.TrimEnd()).Append('\n');

    public void Section(string title) => Line("\n" + title);

    public void Row(string label, string text)
    {
        if (label.Length > Column - 4)
        {
            Line("  " + label);
            Detail(text);
        }
        else
        {
            Line("  " + label.PadRight(Column - 2) + text);
        }
    }

    public void Detail(string text) => Line(new string(' ', Column) + text);

    public override string ToString() => _text.ToString();
}
