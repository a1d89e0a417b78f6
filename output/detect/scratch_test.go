package detect
import ("testing";"context";"breachsim/output/read";"time";_ "time/tzdata")
func TestScratch(t *testing.T){
 d,err:=read.OpenDataset("/tmp/ds-detect"); if err!=nil{t.Fatal(err)}
 t0:=time.Now(); var ta Tally
 st,err:=Run(context.Background(),d,Options{Params:Defaults()},func(a*Alert)error{ta.Add(a);return nil})
 if err!=nil{t.Fatal(err)}
 t.Logf("%+v %v %.0f/s",st,time.Since(t0),float64(st.Events)/time.Since(t0).Seconds())
 for _,r:=range Rules(){t.Logf("%+v",ta.Count(r))}
}
