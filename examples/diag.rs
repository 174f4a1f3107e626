use aolo::{agent::*, carbon::*, env::*, evaluate::*, optimum::*, rng::*};
fn main(){
 for f in std::env::args().skip(1){
 let p=Policy::from_bytes(&std::fs::read(&f).unwrap()).unwrap();
 let h=HeldOut::new(2000,77,Stream::TuneContexts);
 let mut s=PolicyScratch::default();
 let (mut dk,mut dp)=(vec![],vec![]); let mut v=[0;4]; let mut any=0; let mut excess=0.0; let mut opt=0.0; let mut feas_ex=vec![];
 for c in h.contexts(){
  let mut a=[0.0;2]; p.act(&mut s,&c.observation,&mut a);
  let d=decide(c,&a); let o=optimum(&c.chain); let od=o.footprint().decision;
  let fp=footprint(&c.chain,d);
  dk.push((d.tokens as f64/od.tokens as f64).ln()); dp.push(10.0*(d.power_w/od.power_w).log10());
  for i in 0..4{ if !fp.kept[i]{v[i]+=1;} } if !fp.feasible(){any+=1;}
  excess+=fp.total_g-o.footprint().total_g; opt+=o.footprint().total_g; if fp.feasible(){feas_ex.push(fp.total_g/o.footprint().total_g-1.0);}
 }
 dk.sort_by(f64::total_cmp);dp.sort_by(f64::total_cmp);feas_ex.sort_by(f64::total_cmp);
 let q=|x:&Vec<f64>|[0.05,0.25,0.5,0.75,0.95].map(|p|(x[(p*x.len() as f64) as usize]*1000.0).round()/1000.0);
 println!("{f}\n dlnk {:?} dP_dB {:?} viol qoe,lat,out,rate {:?} any {any} excess_uncharged {:.3} feas_excess {:?} score {:?}",q(&dk),q(&dp),v,excess/opt,q(&feas_ex),h.score(&p,&mut s).gap);
 }}
