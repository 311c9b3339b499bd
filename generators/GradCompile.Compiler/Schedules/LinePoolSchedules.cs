using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>Poolings of two by two with neighbouring pixels in the lanes: those at even and at odd places are parted.</summary>
internal static class LinePoolSchedules
{
    public static CallStatement Forward(
        PassBuilder pass, string stem, string formula, Value input, Value output, System.Func<Expression, Expression, Expression> next, System.Func<Expression, Expression> last)
    {
        var (from, to) = (LineView.Of(input), LineView.Of(output));
        var name = pass.Write($"{stem} lines {from} {to}", $"{stem}2x2Lines", unique =>
        {
            Expression Line(string function, int line) => Call(
                "Lanes", function, Load(new Place("from", ((Index)"i" * 2) + (line * from.Line))), Load(new Place("from", ((Index)"i" * 2) + ((line * from.Line) + pass.Target.Lanes))));
            var result = last(next(next(next(Line("Evens", 0), Line("Odds", 0)), Line("Evens", 1)), Line("Odds", 1)));
            return new Routine(unique, [formula], [Ref("x"), Ref("y"), Int("rows")], false, false,
            [
                new LoopStatement("image", 0, "rows", 1,
                [
                    new LoopStatement("channel", 0, from.Channels, 1,
                    [
                        new ReferenceStatement("from", new Place("x", (Index)"channel" * from.Plane)),
                        new LoopStatement("line", 0, to.Height, 1,
                        [
                            new LoopStatement("i", 0, to.Line, pass.Target.Lanes, [new StoreStatement(new Place("y", "i"), result)]),
                            new AdvanceStatement("from", 2 * from.Line),
                            new AdvanceStatement("y", to.Line),
                        ]),
                    ]),
                    new AdvanceStatement("x", from.Image),
                    new AdvanceStatement("y", to.Image - (to.Channels * to.Plane)),
                ]),
            ]);
        });
        return new CallStatement(name, [pass.Place(input), pass.Place(output), (Index)"rows"]);
    }
}
